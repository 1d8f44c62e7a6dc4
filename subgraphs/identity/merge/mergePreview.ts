import type { Connection } from 'mongoose'
import type { Channel } from '../../../interactions/interaction.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import { inTransaction } from '../../../interactions/log/transaction.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { CustomerAccess } from '../access/customerAccess.ts'
import type { FactStore } from '../attributes/factStore.ts'
import type { Customer, Profile } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { Identifier } from '../identifier/identifier.ts'
import type { ChannelCount } from '../schemaTypes.ts'
import { type MergeConflict, mergeConflicts } from './mergeConflicts.ts'
import type { MergePreviewStore, OpenActions } from './mergePreviewStore.ts'
import type { PlanMerge } from './planMerge.ts'

/** What a merge of two customers would combine, and what would prevent it. */
export type MergePreview = {
  customer: Customer | null
  otherCustomer: Customer | null
  survivingCustomer: Customer | null
  name: string | null
  profiles: Profile[]
  identifiers: Identifier[]
  tags: string[]
  interactions: ChannelCount[]
  openActions: OpenActions
  conflicts: MergeConflict[]
  userErrors: UserError[]
}

export type ReadMergePreview = (
  asked: { customerId: string; otherCustomerId: string },
  by: Principal,
  access: CustomerAccess,
) => Promise<MergePreview>

/** The answer when the ids are not of two customers. */
const nothing = {
  customer: null,
  otherCustomer: null,
  survivingCustomer: null,
  name: null,
  profiles: [],
  identifiers: [],
  tags: [],
  interactions: [],
  openActions: { ofCustomer: 0, ofOtherCustomer: 0, actions: [] },
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

/** Reads everything in one snapshot. */
export function createReadMergePreview({
  connection,
  customers,
  facts,
  previews,
  planMerge,
}: {
  connection: Connection
  customers: CustomerStore
  facts: FactStore
  previews: MergePreviewStore
  planMerge: PlanMerge
}): ReadMergePreview {
  return (asked, by, access) =>
    inTransaction(connection, async (session) => {
      const { plan, userErrors } = await planMerge(asked, session, access)
      if (!plan) return { ...nothing, userErrors }
      const { before, merged } = plan
      const [oldest, younger] = before
      const isOldestFirst = oldest.profileIds.includes(asked.customerId)
      const [own, other] = isOldestFirst ? before : [younger, oldest]
      const ofOwn = await previews.countByChannel(own.profileIds, by, session)
      const ofOther = await previews.countByChannel(other.profileIds, by, session)
      const known = await facts.find(merged.profileIds, session)
      const isPossible = userErrors.length === 0
      return {
        customer: own,
        otherCustomer: other,
        survivingCustomer: isPossible ? oldest : null,
        name: isPossible ? merged.name : null,
        profiles: merged.profiles,
        identifiers: await customers.findIdentifiers(merged.profileIds, { session }),
        tags: merged.tags,
        interactions: sideBySide(ofOwn, ofOther),
        openActions: await previews.findOpenActions([own, other], by, session),
        conflicts: mergeConflicts({ own, other, merged }, known),
        userErrors,
      }
    })
}
