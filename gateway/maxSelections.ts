import { GraphQLError, Kind, type SelectionSetNode, type ValidationRule } from 'graphql'

/**
 * Refuse an operation that selects more fields than so many, each fragment counted wherever it is spread: a short text
 * can select very many.
 */
export function createMaxSelections(limit: number): ValidationRule {
  return (context) => {
    const counts = new Map<string, number>()

    function countOf({ selections }: SelectionSetNode): number {
      let count = 0
      for (const selection of selections) {
        if (selection.kind === Kind.FRAGMENT_SPREAD) count += countOfFragment(selection.name.value)
        else {
          if (selection.kind === Kind.FIELD) count += 1
          if (selection.selectionSet) count += countOf(selection.selectionSet)
        }
      }
      return count
    }

    function countOfFragment(name: string): number {
      const known = counts.get(name)
      if (known !== undefined) return known
      // One that spreads itself is refused by another rule.
      counts.set(name, 0)
      const fragment = context.getFragment(name)
      const count = fragment ? countOf(fragment.selectionSet) : 0
      counts.set(name, count)
      return count
    }

    return {
      OperationDefinition(operation) {
        const count = countOf(operation.selectionSet)
        if (count <= limit) return
        const message = `expected at most ${limit} fields, fragments counted wherever they are spread, got ${count}`
        context.reportError(new GraphQLError(message, { nodes: operation }))
      },
    }
  }
}
