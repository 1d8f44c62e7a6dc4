import type { MutationAnswer } from './graphMutations.ts'
import type { PlannedMutation } from './plannedMutation.ts'

const lists = ['identifiers', 'withdrawnIdentifiers']

/**
 * An identification without these parts, e.g. `withdrawnIdentifiers.0` and `observedAt`. A list that would be empty is
 * left out.
 */
export function withoutParts(
  input: Record<string, unknown>,
  parts: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => {
      if (!lists.includes(name) || !Array.isArray(value)) return parts.includes(name) ? [] : [[name, value]]
      const left: unknown[] = value.filter((_identifier, index) => !parts.includes(`${name}.${index}`))
      return left.length > 0 ? [[name, left]] : []
    }),
  )
}

/** The parts that an identification can be sent without: each identifier, each withdrawn identifier, and the time. */
function partsOf(input: Record<string, unknown>): string[] {
  const identifiers = lists.flatMap((name) => {
    const list = input[name]
    return Array.isArray(list) ? list.map((_identifier, index) => `${name}.${index}`) : []
  })
  return 'observedAt' in input ? [...identifiers, 'observedAt'] : identifiers
}

/**
 * The same identification without the parts that were refused. Null when it would have no identifier, or when something
 * else was refused too.
 */
export function withoutRefused(
  planned: PlannedMutation,
  { userErrors }: MutationAnswer,
): PlannedMutation | null {
  const refused = userErrors.map(({ field }) => (field ?? []).slice(0, 2).join('.'))
  const parts = partsOf(planned.input)
  if (!refused.every((part) => parts.includes(part))) return null
  const input = withoutParts(planned.input, refused)
  return 'identifiers' in input ? { ...planned, input } : null
}
