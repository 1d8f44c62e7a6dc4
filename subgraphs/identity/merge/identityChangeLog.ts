import type { ClientSession, Connection } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import type { IdentityChangeBody } from '../../../interactions/identityChange.ts'
import { summarize } from '../../../interactions/interaction.ts'
import { createInteractionLog } from '../../../interactions/log/interactionLog.ts'
import { PositionTakenError } from '../../../interactions/log/logPositions.ts'
import { byAge, profileIdsOf } from '../customer/customer.ts'
import { createIdentityActStore, type IdentityChange } from './identityActStore.ts'

/** Records changes of identity in the logs of both customers, and as acts, which are never changed. */
export type IdentityChangeLog = {
  /**
   * Record changes in their order, in the transaction that makes them. The cost does not depend on the length of the
   * logs. Throws a PositionTakenError, which restarts the transaction, when another writer appended to one of the logs.
   */
  record(changes: readonly IdentityChange[], session: ClientSession): Promise<void>
}

const headlines = { MERGED: 'Customers merged', UNMERGED: 'Customers separated' } as const

/**
 * The profiles whose logs record a change: the oldest of each of the two customers before a merge or after an unmerge.
 * The first is that of the surviving customer.
 */
function recordingProfiles({ change, before, after }: IdentityChange): [string, string] {
  const [surviving, other] = change === 'MERGED' ? [...before].sort(byAge) : after
  if (!surviving || !other) throw new Error('a change of identity is about two customers')
  return [surviving.id, other.id]
}

export function createIdentityChangeLog({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): IdentityChangeLog {
  const log = createInteractionLog({ connection, clock })
  const acts = createIdentityActStore(connection)

  async function recordOne(
    change: IdentityChange,
    ends: Map<string, number>,
    session: ClientSession,
  ): Promise<void> {
    const now = clock()
    const customers = change.after.map(profileIdsOf)
    const [first, second] = recordingProfiles(change)
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
      // The body promises these positions. The log may have a later end than the snapshot of this transaction.
      if (interaction.seq !== positions[profileId])
        throw new PositionTakenError(`the log of ${profileId} has grown since it was read`)
      interactionIds.push(interaction.id)
    }
    await acts.add({ ...change, at: now, interactionIds }, session)
  }

  return {
    async record(changes, session) {
      const concerned = new Set(changes.flatMap(({ after }) => after.flatMap(profileIdsOf)))
      const ends = await acts.findLogEnds([...concerned], session)
      for (const change of changes) await recordOne(change, ends, session)
    },
  }
}
