import { nameFaults } from './recording/inputFaults.ts'
import type { UserError } from './recording/userError.ts'

type MatterKind = 'ORDER' | 'INVOICE' | 'COMPLAINT' | 'CONTRACT' | 'SUBSCRIPTION' | 'OTHER'

/** What interactions are about, e.g. an order. Its id belongs to a system of the business. */
export type Matter = { kind: MatterKind; externalId: string }

/** The faults of a matter in an input; none when no matter is given. */
export function matterFaults(field: string, matter: Matter | null | undefined): UserError[] {
  return nameFaults([field, 'externalId'], matter?.externalId)
}

/** The stored form of a matter in an input; null for none, undefined when the input leaves it out. */
export function toMatter(given: Matter | null | undefined): Matter | null | undefined {
  return given && { kind: given.kind, externalId: given.externalId }
}

export function isSameMatter(one: Matter | null | undefined, other: Matter | null | undefined): boolean {
  return one?.kind === other?.kind && one?.externalId === other?.externalId
}

/**
 * The condition on a stored `matter` that it is one of these, as ranges of an index of matters. A matter is compared as a
 * whole, so it must be stored as `toMatter` gives it.
 */
export function isOneOf(matters: readonly Matter[]): Record<string, unknown> {
  return { matter: { $in: matters.map(toMatter) }, ...isNamed }
}

/** The condition that there is a stored `matter`. Only what fulfils it is in an index of matters. */
export const isNamed = { 'matter.externalId': { $exists: true } } as const

/** The amendment of an interaction's matter by an input: left out keeps it, null takes it away. */
export function matterChange(
  current: { matter?: Matter | null },
  given: Matter | null | undefined,
): { matter?: Matter | null } {
  const matter = toMatter(given)
  return matter === undefined || isSameMatter(current.matter, matter) ? {} : { matter }
}
