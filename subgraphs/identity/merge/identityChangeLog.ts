import type { ClientSession, Connection } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import type { IdentityChangeBody } from '../../../interactions/identityChange.ts'
import { newId } from '../../../platform/lang/ids.ts'
import { summarize } from '../../../interactions/interaction.ts'
import { createInteractionLog } from '../../../interactions/interactionLog.ts'
import { PositionTakenError } from '../../../interactions/log/logPositions.ts'
import { interactionModel } from '../../../interactions/interactionModel.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { byAge, type Customer, profileIdsOf } from '../customer/customer.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import { identityActModel } from './identityActModel.ts'
import { profileModel } from '../customer/profileModel.ts'

/** A merge of two customers into one, or the separation of one customer into two. */
export type IdentityChange = {
  change: 'MERGED' | 'UNMERGED'
  rule: 'SHARED_IDENTIFIER' | 'MANUAL' | 'MUST_LINK' | 'MUST_NOT_LINK'
  reason: string | null
  by: Principal
  before: Customer[]
  /** The customer that goes on first. */
  after: Customer[]
  /** Identifiers that profiles got by a separation, from the reserve. */
  restored?: { profileId: string; type: IdentifierType; claimedAt: Date }[]
}

/** Tells changes of identity: to the logs of both customers, and to the acts, which are never changed. */
export type IdentityChangeLog = {
  /**
   * Record changes in their order, in the transaction that makes them. Costs the same however long the logs are.
   * Throws a PositionTakenError, for the transaction to begin anew, when somebody else wrote to one of the logs.
   */
  record(changes: readonly IdentityChange[], session: ClientSession): Promise<void>
}

const headlines = { MERGED: 'Customers merged', UNMERGED: 'Customers separated' } as const

export function createIdentityChangeLog({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): IdentityChangeLog {
  const log = createInteractionLog({ connection, clock })
  const acts = identityActModel(connection)

  /** The end of each log, read from the end of its index. */
  async function lastPositions(profileIds: string[], session: ClientSession): Promise<Map<string, number>> {
    const ends = await profileModel(connection)
      .aggregate<{ _id: string; last: { seq: number }[] }>([
        { $match: { _id: { $in: profileIds } } },
        {
          $lookup: {
            from: interactionModel(connection).collection.collectionName,
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
  }

  /** Of a merge the two that were, of a separation the two that are: the oldest profile of each, first who goes on. */
  function twinProfiles({ change, before, after }: IdentityChange): [string, string] {
    const [goesOn, other] = change === 'MERGED' ? [...before].sort(byAge) : after
    if (!goesOn || !other) throw new Error('a change of identity is about two customers')
    return [goesOn.id, other.id]
  }

  async function recordOne(
    change: IdentityChange,
    ends: Map<string, number>,
    session: ClientSession,
  ): Promise<void> {
    const now = clock()
    const customers = change.after.map(profileIdsOf)
    const [first, second] = twinProfiles(change)
    for (const profileId of [first, second]) ends.set(profileId, (ends.get(profileId) ?? 0) + 1)
    const positions = Object.fromEntries(customers.flat().map((id) => [id, ends.get(id) ?? 0]))

    const interactionIds: string[] = []
    for (const [profileId, twinProfileId] of [
      [first, second],
      [second, first],
    ] as const) {
      const body: IdentityChangeBody = {
        change: change.change,
        reason: change.reason,
        rule: change.rule,
        customers,
        positions,
        isTwin: profileId === second,
        twinProfileId,
      }
      const headline = headlines[change.change]
      const { interaction } = await log.record(
        {
          profileId,
          kind: 'IDENTITY',
          occurredAt: now,
          channel: null,
          inbox: null,
          department: null,
          conversationId: null,
          actor: { kind: 'SYSTEM', id: null, name: null },
          visibility: 'INTERNAL',
          source: null,
          summary: summarize(change.reason === null ? headline : `${headline}: ${change.reason}`),
          body,
          idempotencyKey: null,
          content: null,
        },
        { session },
      )
      // The positions above are promised; the log may have known a later end than this transaction's snapshot.
      if (interaction.seq !== positions[profileId])
        throw new PositionTakenError(`the log of ${profileId} has grown since it was read`)
      interactionIds.push(interaction.id)
    }

    await acts.create(
      [
        {
          _id: newId('evt'),
          change: change.change,
          rule: change.rule,
          reason: change.reason,
          by: { kind: change.by.kind, id: change.by.id },
          at: now,
          before: change.before.map(profileIdsOf),
          after: customers,
          profileIds: customers.flat(),
          interactionIds,
          restored: (change.restored ?? []).map(({ profileId, type, claimedAt }) => ({
            profileId,
            type,
            claimedAt,
          })),
        },
      ],
      { session },
    )
  }

  return {
    async record(changes, session) {
      const concerned = new Set(changes.flatMap(({ after }) => after.flatMap(profileIdsOf)))
      const ends = await lastPositions([...concerned], session)
      for (const change of changes) await recordOne(change, ends, session)
    },
  }
}
