import { type ConstDirectiveNode, Kind } from 'graphql'
import type { Granted } from './granted.ts'

/**
 * What a directive asks of a caller: `@authenticated` that it has signed in, `@requiresScopes` and `@policy` one of
 * several alternatives, each a list of scopes or policies that are all needed.
 */
export type Requirement =
  | { kind: 'AUTHENTICATED' }
  | { kind: 'SCOPES'; anyOf: readonly (readonly string[])[] }
  | { kind: 'POLICIES'; anyOf: readonly (readonly string[])[] }

/** The names of the three directives in a schema; a name is absent when the schema does not have the directive. */
export type DirectiveNames = Partial<Record<'authenticated' | 'requiresScopes' | 'policy', string>>

const ownNames: DirectiveNames = {
  authenticated: 'authenticated',
  requiresScopes: 'requiresScopes',
  policy: 'policy',
}

/** The requirements among these directives. All of them must be met. */
export function requirementsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  names: DirectiveNames = ownNames,
): Requirement[] {
  return (directives ?? []).flatMap((directive): Requirement[] => {
    switch (directive.name.value) {
      case names.authenticated:
        return [{ kind: 'AUTHENTICATED' }]
      case names.requiresScopes:
        return [{ kind: 'SCOPES', anyOf: alternativesOf(directive, 'scopes') }]
      case names.policy:
        return [{ kind: 'POLICIES', anyOf: alternativesOf(directive, 'policies') }]
      default:
        return []
    }
  })
}

function alternativesOf(directive: ConstDirectiveNode, argumentName: string): string[][] {
  const value = directive.arguments?.find((argument) => argument.name.value === argumentName)?.value
  // GraphQL reads a single item as a list of one.
  const itemsOf = (list: typeof value) => (list?.kind === Kind.LIST ? list.values : list ? [list] : [])
  return itemsOf(value).map((alternative) =>
    itemsOf(alternative).map((item) => {
      if (item.kind === Kind.STRING) return item.value
      throw new Error(`@${directive.name.value}: expected strings, got a ${item.kind}`)
    }),
  )
}

export function isMet(requirement: Requirement, { isAuthenticated, scopes, policies }: Granted): boolean {
  switch (requirement.kind) {
    case 'AUTHENTICATED':
      return isAuthenticated
    case 'SCOPES':
      return hasOneOf(requirement.anyOf, scopes)
    case 'POLICIES':
      return hasOneOf(requirement.anyOf, policies)
  }
}

function hasOneOf(anyOf: readonly (readonly string[])[], granted: ReadonlySet<string>): boolean {
  return anyOf.some((alternative) => alternative.every((name) => granted.has(name)))
}

/** Why a caller that does not meet a requirement does not get a field, e.g. `Query.customer`. */
export function unmetMessage(coordinate: string, requirement: Requirement): string {
  if (requirement.kind === 'AUTHENTICATED')
    return `${coordinate}: expected a caller that has signed in, got one that has not`
  const expected = requirement.anyOf.map((alternative) => alternative.join(' and ')).join(', or ')
  return requirement.kind === 'SCOPES'
    ? `${coordinate}: expected a caller with the scope ${expected || '(none is enough)'}, got one without`
    : `${coordinate}: expected a caller that the policy ${expected || '(none is enough)'} allows, got another one`
}

/** The scopes and policies that requirements name, each once, in order. */
export function namedBy(requirements: Iterable<Requirement>): { scopes: string[]; policies: string[] } {
  const named = { scopes: new Set<string>(), policies: new Set<string>() }
  for (const requirement of requirements) {
    if (requirement.kind === 'AUTHENTICATED') continue
    const names = requirement.kind === 'SCOPES' ? named.scopes : named.policies
    for (const name of requirement.anyOf.flat()) names.add(name)
  }
  return { scopes: [...named.scopes].sort(), policies: [...named.policies].sort() }
}
