import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from 'graphql'

/** Counting ends at this many levels, and at this many fields in all. */
const maxLevels = 500
const maxFields = 100_000

/** The fields at one place of an answer: those with the same response name in selections that are merged. */
type Place = { count: number; selectionSets: SelectionSetNode[] }

/**
 * How many pairs of fields have the same place in an answer, over all operations and fragments of a document; Infinity
 * when there are too many fields to count. Validation compares each pair (OverlappingFieldsCanBeMerged), so its time
 * grows with the square of what a short text repeats. A fragment is counted wherever it is spread.
 */
export function comparedPairs(
  { definitions }: DocumentNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  const reached = new Set<string>()
  let fields = 0
  let pairs = 0

  function placesOf(selectionSets: readonly SelectionSetNode[]): Place[] {
    const places = new Map<string, Place>()
    const spread = new Set<string>()

    function add({ alias, name, selectionSet }: FieldNode): void {
      fields += 1
      const key = (alias ?? name).value
      const place = places.get(key) ?? { count: 0, selectionSets: [] }
      pairs += place.count
      place.count += 1
      if (selectionSet) place.selectionSets.push(selectionSet)
      places.set(key, place)
    }

    function collect({ selections }: SelectionSetNode): void {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) add(selection)
        else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet)
        else collectFragment(selection.name.value)
      }
    }

    function collectFragment(name: string): void {
      const fragment = fragments.get(name)
      if (!fragment || spread.has(name)) return
      spread.add(name)
      reached.add(name)
      collect(fragment.selectionSet)
    }

    selectionSets.forEach(collect)
    return [...places.values()]
  }

  function count(selectionSets: readonly SelectionSetNode[], level: number): void {
    // A fragment that spreads itself has no last level; validation refuses it later.
    if (level > maxLevels || fields > maxFields) return
    for (const place of placesOf(selectionSets))
      if (place.selectionSets.length > 0) count(place.selectionSets, level + 1)
  }

  for (const definition of definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) count([definition.selectionSet], 1)
  // Validation looks at fragments that nothing uses, too.
  for (const [name, { selectionSet }] of fragments) if (!reached.has(name)) count([selectionSet], 1)
  return fields > maxFields ? Infinity : pairs
}
