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
  /** Fields of introspection that give lists, such as `types` and `args`. */
  introspectionLists: number
  /** The number of levels; Infinity for more than 500. */
  depth: number
}

const maxMeasuredDepth = 500
const none = { fields: 0, rootFields: 0, aliases: 0, introspectionLists: 0, lists: 0, depth: 0 }
/** `lists` counts these names wherever they are; only those below `__schema` and `__type` are of introspection. */
type MeasuredSize = OperationSize & { lists: number }
const introspectionRoots = new Set(['__schema', '__type'])
const introspectionLists = new Set([
  'types',
  'directives',
  'fields',
  'args',
  'inputFields',
  'interfaces',
  'enumValues',
  'possibleTypes',
])

/** Measure an operation. The time grows with the length of the document, whatever the fragments multiply. */
export function operationSize(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): OperationSize {
  const sizes = new Map<string, MeasuredSize>()

  function sizeOf({ selections }: SelectionSetNode, level: number): MeasuredSize {
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
        const { value: name } = selection.name
        size.lists += inner.lists + (introspectionLists.has(name) ? 1 : 0)
        size.introspectionLists += introspectionRoots.has(name) ? inner.lists : inner.introspectionLists
      } else {
        size.rootFields += inner.rootFields
        size.lists += inner.lists
        size.introspectionLists += inner.introspectionLists
      }
    }
    return size
  }

  function sizeOfFragment(name: string, level: number): MeasuredSize {
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

  const { lists: _, ...size } = sizeOf(operation.selectionSet, 1)
  return size
}
