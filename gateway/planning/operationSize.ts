import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** How much a selection asks for by its text alone, each fragment counted wherever it is spread. */
export type OperationSize = {
  fields: number
  /** Fields at the root: each is a look-up, or a change, of its own. */
  rootFields: number
  /** Fields under another name. */
  aliases: number
  /** How many selections lie in one another; Infinity for more than 500. */
  depth: number
}

const maxMeasuredDepth = 500
const none: OperationSize = { fields: 0, rootFields: 0, aliases: 0, depth: 0 }

/** Measure an operation. The work grows with the text, however much that selects. */
export function operationSize(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): OperationSize {
  const known = new Map<string, OperationSize>()

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
    const found = known.get(name)
    if (found) return found
    const fragment = fragments.get(name)
    if (!fragment) return none
    // For one that spreads itself, which validation refuses.
    known.set(name, none)
    const size = sizeOf(fragment.selectionSet, level)
    known.set(name, size)
    return size
  }

  return sizeOf(operation.selectionSet, 1)
}
