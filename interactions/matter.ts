import { nameFaults } from './recording/inputFaults.ts'
import type { UserError } from './recording/userError.ts'

export const matterKinds = ['ORDER', 'INVOICE', 'COMPLAINT', 'CONTRACT', 'SUBSCRIPTION', 'OTHER'] as const
export type MatterKind = (typeof matterKinds)[number]

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

/** The amendment of an interaction's matter by an input: left out keeps it, null takes it away. */
export function matterChange(
  current: { matter?: Matter | null },
  given: Matter | null | undefined,
): { matter?: Matter | null } {
  const matter = toMatter(given)
  return matter === undefined || isSameMatter(current.matter, matter) ? {} : { matter }
}
