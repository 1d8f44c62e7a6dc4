import type { Connection } from 'mongoose'
import type { Channel } from '../../../interactions/interaction.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { inTransaction } from '../../../interactions/transaction.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import { channelCounts } from './channelCounts.ts'
import type { Customer, Profile } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { FactStore } from '../knowledge/factStore.ts'
import type { Identifier } from '../identifier/identifier.ts'
import { type OpenCommitments, openCommitments } from './openCommitments.ts'
import { type MergeConflict, mergeConflicts } from './mergeConflicts.ts'
import { planMerge } from './planMerge.ts'
import type { ProfileLinkStore } from '../decision/profileLinkStore.ts'

type ChannelCount = { channel: Channel | null; ofCustomer: number; ofOtherCustomer: number }

/** What would come together if two customers were merged, and what stands in the way. */
export type MergePreview = {
  customer: Customer | null
  otherCustomer: Customer | null
  customerId: string | null
  name: string | null
  profiles: Profile[]
  identifiers: Identifier[]
  tags: string[]
  interactions: ChannelCount[]
  openCommitments: OpenCommitments
  conflicts: MergeConflict[]
  userErrors: UserError[]
}

export type MergePreviewReader = (
  asked: { customerId: string; otherCustomerId: string },
  by: Principal,
) => Promise<MergePreview>

/** Where there are no two customers. */
const nothing = {
  customer: null,
  otherCustomer: null,
  customerId: null,
  name: null,
  profiles: [],
  identifiers: [],
  tags: [],
  interactions: [],
  openCommitments: { ofCustomer: 0, ofOtherCustomer: 0, actions: [] },
  conflicts: [],
}

function sideBySide(
  own: ReadonlyMap<Channel | null, number>,
  other: ReadonlyMap<Channel | null, number>,
): ChannelCount[] {
  return [...new Set([...own.keys(), ...other.keys()])]
    .map((channel) => ({
      channel,
      ofCustomer: own.get(channel) ?? 0,
      ofOtherCustomer: other.get(channel) ?? 0,
    }))
    .sort(
      (a, b) =>
        b.ofCustomer + b.ofOtherCustomer - (a.ofCustomer + a.ofOtherCustomer) ||
        ((a.channel ?? '') < (b.channel ?? '') ? -1 : 1),
    )
}

/** Reads everything at one moment. */
export function createMergePreview({
  connection,
  customers,
  facts,
  links,
}: {
  connection: Connection
  customers: CustomerStore
  facts: FactStore
  links: ProfileLinkStore
}): MergePreviewReader {
  return (asked, by) =>
    inTransaction(connection, async (session) => {
      const { plan, userErrors } = await planMerge({ customers, facts, links }, asked, session)
      if (!plan) return { ...nothing, userErrors }
      const { before, merged } = plan
      const isAsked = before[0].profileIds.includes(asked.customerId)
      const [own, other] = isAsked ? before : [before[1], before[0]]
      const ofOwn = await channelCounts(connection, own.profileIds, session)
      const ofOther = await channelCounts(connection, other.profileIds, session)
      const known = await facts.find(merged.profileIds, session)
      return {
        customer: own,
        otherCustomer: other,
        customerId: userErrors.length > 0 ? null : merged.id,
        name: userErrors.length > 0 ? null : merged.name,
        profiles: merged.profiles,
        identifiers: await customers.findIdentifiers(merged.profileIds, { session }),
        tags: merged.tags,
        interactions: sideBySide(ofOwn, ofOther),
        openCommitments: await openCommitments(connection, [own, other], by, session),
        conflicts: mergeConflicts({ own, other, merged }, known),
        userErrors,
      }
    })
}
