import type { ClientSession, Connection } from 'mongoose'
import { newId } from '../../../platform/lang/ids.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'
import { type Customer, profileIdsOf } from '../customer/customer.ts'
import { profileModel } from '../customer/profileModel.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import { identityActModel } from './identityActModel.ts'

/** A merge of two customers into one, or the separation of one customer into two. */
export type IdentityChange = {
  change: 'MERGED' | 'UNMERGED'
  /** As it is stored; see `identityChangeView`. */
  rule: 'SHARED_IDENTIFIER' | 'MANUAL' | 'MUST_LINK' | 'MUST_NOT_LINK' | 'SHARED_VALUE' | 'WITHDRAWN_CLAIM'
  reason: string | null
  by: Principal
  before: Customer[]
  /** The surviving customer first. */
  after: Customer[]
  /** Identifiers that a separation gave to profiles from the reserve. */
  restored?: { profileId: string; type: IdentifierType; claimedAt: Date }[]
}

export type IdentityActStore = {
  /** The last position of the log of each of these profiles, read from the end of its index. One command. */
  findLogEnds(profileIds: string[], session: ClientSession): Promise<Map<string, number>>
  /** The pairs of profiles of one customer that a person merged, as far as no later act separated them again. */
  findMergedByPersons(profileIds: string[], session: ClientSession): Promise<[string, string][]>
  add(change: IdentityChange & { at: Date; interactionIds: string[] }, session: ClientSession): Promise<void>
}

export function createIdentityActStore(connection: Connection): IdentityActStore {
  const acts = identityActModel(connection)
  const profiles = profileModel(connection)
  const interactions = interactionModel(connection).collection.collectionName
  return {
    async findLogEnds(profileIds, session) {
      const ends = await profiles
        .aggregate<{ _id: string; last: { seq: number }[] }>([
          { $match: { _id: { $in: profileIds } } },
          {
            $lookup: {
              from: interactions,
              localField: '_id',
              foreignField: 'profileId',
              pipeline: [{ $sort: { seq: -1 } }, { $limit: 1 }, { $project: { _id: 0, seq: 1 } }],
              as: 'last',
            },
          },
          { $project: { last: 1 } },
        ])
        .session(session)
      return new Map(ends.map(({ _id, last }) => [_id, last[0]?.seq ?? 0]))
    },

    async findMergedByPersons(profileIds, session) {
      const found = await acts
        .find({
          profileIds: { $in: profileIds },
          $or: [{ change: 'MERGED', rule: 'MANUAL' }, { change: 'UNMERGED' }],
        })
        .sort({ at: 1, _id: 1 })
        .session(session)
        .lean()
      let merged: [string, string][] = []
      for (const { change, before, after } of found) {
        const sides = change === 'MERGED' ? before : after
        const [[one] = [], [other] = []] = sides
        if (change === 'MERGED' && one !== undefined && other !== undefined) merged.push([one, other])
        if (change === 'UNMERGED')
          merged = merged.filter(([a, b]) => !sides.some((side) => side.includes(a) !== side.includes(b)))
      }
      return merged
    },

    async add({ change, rule, reason, by, at, before, after, interactionIds, restored = [] }, session) {
      const act = {
        _id: newId('evt'),
        change,
        rule,
        reason,
        by: { kind: by.kind, id: by.id },
        at,
        before: before.map(profileIdsOf),
        after: after.map(profileIdsOf),
        profileIds: after.flatMap(profileIdsOf),
        interactionIds,
        restored: restored.map(({ profileId, type, claimedAt }) => ({ profileId, type, claimedAt })),
      }
      await acts.create([act], { session })
    },
  }
}
