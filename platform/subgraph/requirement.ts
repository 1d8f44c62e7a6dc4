import { type ConstDirectiveNode, Kind } from 'graphql'

/** The argument of `@requiresScopes`: alternatives, each a list of scopes that are all needed. */
export type Requirement = readonly (readonly string[])[]

/** The requirement among these directives; null when there is none. */
export function requirementOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  name = 'requiresScopes',
): Requirement | null {
  const directive = directives?.find((each) => each.name.value === name)
  if (!directive) return null
  const value = directive.arguments?.find((argument) => argument.name.value === 'scopes')?.value
  // GraphQL reads a single item as a list of one.
  const itemsOf = (list: typeof value) => (list?.kind === Kind.LIST ? list.values : list ? [list] : [])
  return itemsOf(value).map((alternative) =>
    itemsOf(alternative).map((scope) => {
      if (scope.kind !== Kind.STRING) throw new Error(`@${name}: expected strings, got a ${scope.kind}`)
      return scope.value
    }),
  )
}

export function isMet(requirement: Requirement, scopes: readonly string[]): boolean {
  return requirement.some((alternative) => alternative.every((scope) => scopes.includes(scope)))
}

/** Why a caller without these scopes does not get a field, e.g. `Query.customer`. */
export function unmetMessage(coordinate: string, requirement: Requirement): string {
  const expected = requirement.map((alternative) => alternative.join(' and ')).join(', or ')
  return `${coordinate}: expected a caller with the scope ${expected || '(none is enough)'}, got one without`
}
