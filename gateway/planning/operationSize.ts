import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** The size of a selection, each fragment counted wherever it is spread. */
export type OperationSize = {
  fields: number
  rootFields: number
  aliases: number
  /** The number of levels; Infinity for more than 500. */
  depth: number
}

const maxMeasuredDepth = 500
const none: OperationSize = { fields: 0, rootFields: 0, aliases: 0, depth: 0 }

/** Measure an operation. The time grows with the length of the document, whatever the fragments multiply. */
export function operationSize(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): OperationSize {
  const sizes = new Map<string, OperationSize>()

  function sizeOf({ selections }: SelectionSetNode, level: number): OperationSize {
    const size = { ...none, depth: level > maxMeasuredDepth ? Infinity : 1 }
    if (size.depth === Infinity) return size
    for (const selection of selections) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? sizeOfFragment(selection.name.value, level + 1)
          : selection.selectionSet
            ? sizeOf(selection.selectionSet, level + 1)
            : none
      size.fields += inner.fields
      size.aliases += inner.aliases
      size.depth = Math.max(size.depth, inner.depth + 1)
      if (selection.kind === Kind.FIELD) {
        size.fields += 1
        size.rootFields += 1
        if (selection.alias) size.aliases += 1
      } else size.rootFields += inner.rootFields
    }
    return size
  }

  function sizeOfFragment(name: string, level: number): OperationSize {
    const found = sizes.get(name)
    if (found) return found
    const fragment = fragments.get(name)
    if (!fragment) return none
    // For a fragment that spreads itself, which validation refuses later.
    sizes.set(name, none)
    const size = sizeOf(fragment.selectionSet, level)
    sizes.set(name, size)
    return size
  }

  return sizeOf(operation.selectionSet, 1)
}
