import type { Principal } from '../principal.ts'

/**
 * The rules that `@policy` names, each with its name. A rule must depend on the principal alone, and its answer must be
 * `true` to allow: what a caller may have of an operation is decided once for each outcome, and kept. A rule that throws
 * refuses the whole operation as an internal error.
 */
export type Policies = Readonly<Record<string, (principal: Principal) => boolean>>

/** What a caller has of what the directives can ask for. */
export type Granted = {
  isAuthenticated: boolean
  scopes: ReadonlySet<string>
  policies: ReadonlySet<string>
}

/** Which of these scopes and policies a caller has. A policy without a rule is refused. */
export function grantedTo(
  principal: Principal,
  named: { scopes: readonly string[]; policies: readonly string[] },
  rules: Policies,
): Granted {
  const isAllowed = (name: string) => Object.hasOwn(rules, name) && rules[name]?.(principal) === true
  return {
    isAuthenticated: principal.kind !== 'ANONYMOUS',
    scopes: new Set(named.scopes.filter((scope) => principal.scopes.includes(scope))),
    policies: new Set(named.policies.filter(isAllowed)),
  }
}
