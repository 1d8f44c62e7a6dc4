import type { ClientSession, Connection } from 'mongoose'
import { newId } from '../../platform/lang/ids.ts'
import { duplicateKeyOf } from '../../platform/mongo/mongoErrors.ts'
import type { IdentityChangeBody } from '../identityChange.ts'
import { byId } from '../../platform/mongo/byId.ts'
import { currentlyStored } from '../log/currentlyStored.ts'
import { type InteractionDocument, interactionModel } from '../log/interactionModel.ts'
import { PositionTakenError } from '../log/logPositions.ts'

/**
 * The end of the logs of an erased customer. The last entry of each log says that the customer was erased. Every writer
 * takes the position after the last one that it knows; that of the end is taken, so it reads the end of the log, finds
 * this entry and writes nothing. So what was written is before the end, and is erased, or is refused.
 */
export type LogEnd = {
  /** End the logs, in the transaction that makes the customer unknown. The first is that of the customer's oldest profile. */
  end(profileIds: readonly string[], at: Date, session: ClientSession): Promise<void>
  /**
   * Move the ends to new positions once everything is erased, so that subscribers are told and cached pages are read
   * again. It can be repeated; each log is moved once.
   */
  announce(profileIds: readonly string[], at: Date): Promise<void>
}

export function createLogEnd(connection: Connection): LogEnd {
  const model = interactionModel(connection)

  async function endOne(
    profileId: string,
    profileIds: readonly string[],
    at: Date,
    session: ClientSession,
  ): Promise<void> {
    const last = await model
      .findOne({ profileId }, { seq: 1, _id: 0 })
      .sort({ seq: -1 })
      .session(session)
      .lean()
    const seq = (last?.seq ?? 0) + 1
    const [oldest = profileId] = profileIds
    const body: Omit<IdentityChangeBody, 'change'> & { change: 'ERASED' } = {
      change: 'ERASED',
      reason: null,
      rule: 'ERASED',
      customers: [[...profileIds]],
      positions: {},
      isTwin: profileId !== oldest,
      twinProfileId: oldest,
    }
    const document: InteractionDocument = {
      _id: newId('int'),
      profileId,
      seq,
      positions: [seq],
      revision: 1,
      recordedAt: at,
      changedAt: at,
      fingerprint: 'erased',
      kind: 'IDENTITY',
      occurredAt: at,
      channel: null,
      inbox: null,
      department: null,
      conversationId: null,
      actor: { kind: 'SYSTEM', id: null, name: null },
      // Whoever has a copy must learn of it.
      visibility: 'PUBLIC',
      summary: 'Customer erased',
      body,
      terms: [],
      endsLog: true,
    }
    try {
      await model.create([document], { session })
    } catch (error) {
      if (!duplicateKeyOf(error)?.includes('positions')) throw error
      throw new PositionTakenError(`a position of ${profileId} was taken first`, { cause: error })
    }
  }

  return {
    async end(profileIds, at, session) {
      for (const profileId of profileIds) await endOne(profileId, profileIds, at, session)
    },
    async announce(profileIds, at) {
      const ends = await model
        .find({ profileId: { $in: [...profileIds] }, endsLog: true, revision: 1 })
        .lean()
      for (const end of ends) {
        const seq = end.seq + 1
        await model.updateOne(
          currentlyStored(end),
          { $set: { seq, revision: 2, changedAt: at }, $push: { positions: seq } },
          { hint: byId },
        )
      }
    },
  }
}
