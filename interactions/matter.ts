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

/**
 * The condition on a stored `matter` that it is one of these. The first two members bound the ranges of an index that
 * begins with a profile, kind and id.
 */
export function isOneOf(matters: readonly Matter[]): Record<string, unknown> {
  const [first] = matters
  if (first && matters.length === 1)
    return { 'matter.kind': first.kind, 'matter.externalId': first.externalId }
  return {
    'matter.kind': { $in: [...new Set(matters.map(({ kind }) => kind))] },
    'matter.externalId': { $in: [...new Set(matters.map(({ externalId }) => externalId))] },
    ...(matters.length > 1 && {
      $or: matters.map(({ kind, externalId }) => ({ 'matter.kind': kind, 'matter.externalId': externalId })),
    }),
  }
}

/** The amendment of an interaction's matter by an input: left out keeps it, null takes it away. */
export function matterChange(
  current: { matter?: Matter | null },
  given: Matter | null | undefined,
): { matter?: Matter | null } {
  const matter = toMatter(given)
  return matter === undefined || isSameMatter(current.matter, matter) ? {} : { matter }
}
