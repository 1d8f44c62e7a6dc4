import { isObject } from '../../platform/lang/isObject.ts'

/** An object of a payload, or of what is stored. */
export type Members = Record<string, unknown>

/** These members of an object; null for those that it does not have. */
export function members(of: Members, names: readonly string[]): Members {
  return Object.fromEntries(names.map((name) => [name, of[name] ?? null]))
}

/** The items of a stored list; none when it is no list. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** An actor by the names of the graph; null when there is none. */
export function actorFields(actor: unknown): Members | null {
  if (!isObject(actor)) return null
  const { kind, id, name, ...rest } = actor
  return {
    kind,
    externalId: id ?? null,
    name: name ?? null,
    ...members(rest, ['model', 'version', 'briefId']),
  }
}
