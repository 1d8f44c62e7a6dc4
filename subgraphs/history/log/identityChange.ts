import { z } from 'zod'
import type { IdentityChangeBody } from '../../../interactions/identityChange.ts'
import type { Interaction } from '../../../interactions/interaction.ts'

const bodySchema = z.object({
  change: z.enum(['MERGED', 'UNMERGED']),
  reason: z.string().nullable(),
  rule: z.string(),
  customers: z.array(z.array(z.string())),
  positions: z.record(z.string(), z.number()),
  isTwin: z.boolean(),
  twinProfileId: z.string(),
})

/** The merge or unmerge that an interaction records; null when it records something else. */
export function identityChangeOf(interaction: Interaction): IdentityChangeBody | null {
  if (interaction.kind !== 'IDENTITY') return null
  const body = bodySchema.safeParse(interaction.body)
  return body.success ? body.data : null
}

/** A merge or unmerge, its position in a log, and when it was recorded. */
export type IdentityRecord = { profileId: string; seq: number; change: IdentityChangeBody; recordedAt: Date }

/** The merges and unmerges among interactions. */
export function identityRecordsIn(interactions: readonly Interaction[]): IdentityRecord[] {
  return interactions.flatMap((interaction) => {
    const change = identityChangeOf(interaction)
    const { profileId, seq, recordedAt } = interaction
    return change ? [{ profileId, seq, change, recordedAt }] : []
  })
}

/** Whether two records are of one change: positions grow with every change, so no two changes have the same. */
export function isSameChange(one: IdentityChangeBody, other: IdentityChangeBody): boolean {
  const positions = Object.entries(one.positions)
  return (
    one.change === other.change &&
    positions.length === Object.keys(other.positions).length &&
    positions.every(([profileId, position]) => other.positions[profileId] === position)
  )
}

/** The profiles that form one customer with this one after the change; null when it does not concern this profile. */
export function groupWith(change: IdentityChangeBody, profileId: string): string[] | null {
  return change.customers.find((group) => group.includes(profileId)) ?? null
}
