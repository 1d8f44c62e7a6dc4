import type { ClientSession, Connection } from 'mongoose'
import type { Interaction } from '../../../interactions/interaction.ts'
import {
  interactionModel,
  openCommitmentsIndex,
  toInteraction,
} from '../../../interactions/log/interactionModel.ts'
import { createLogPositions } from '../../../interactions/log/logPositions.ts'
import {
  createFindRecordedFirst,
  type EntryKeys,
  type RecordedFirst,
} from '../../../interactions/log/recordedFirst.ts'
import { readableConditions } from '../../../interactions/visibility/visibility.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { CommitmentKind } from '../schemaTypes.ts'
import { commitmentLockModel } from './commitmentLockModel.ts'

/** The place on which promises can contradict each other. */
export type CommitmentPlace = { profileIds: readonly string[]; matterKey: string; kind: CommitmentKind }

export type CommitmentStore = {
  /**
   * Take the locks of all profiles of a customer in a transaction. Of two transactions that take a common lock one
   * commits; the other one conflicts with it, runs again, and reads what the first has written. So whoever promises for
   * the customer, on whichever of the profiles, decides on all promises before it.
   */
  lock(profileIds: readonly string[], session: ClientSession): Promise<void>
  /** The interaction that was recorded before from this source or with this key. */
  findFirst(keys: EntryKeys, session: ClientSession): Promise<RecordedFirst | null>
  /** The open commitments on a matter that the principal may read, oldest first; at most 100. */
  findOpenOn(place: CommitmentPlace, principal: Principal, session?: ClientSession): Promise<Interaction[]>
  /** The latest 200 open commitments of a customer that the principal may read, oldest first. */
  findOpen(profileIds: readonly string[], principal: Principal): Promise<Interaction[]>
  /** Commitments of a customer by their ids, in any order, without those that the principal may not read. */
  findAll(
    ids: readonly string[],
    of: { profileIds: readonly string[]; principal: Principal },
    session?: ClientSession,
  ): Promise<Interaction[]>
  /** The ids of the open commitments whose time had passed at this moment, the longest overdue first. */
  overdueIds(now: Date): AsyncIterable<string>
  /** The time of the database, which is the same for all processes. */
  databaseTime(): Promise<Date>
}

const openOnMatter = 100
const openOfCustomer = 200

export function createCommitmentStore(connection: Connection): CommitmentStore {
  const model = interactionModel(connection)
  const locks = commitmentLockModel(connection)
  const recordedFirst = createFindRecordedFirst(connection, createLogPositions(connection))

  /** What was erased is no promise any more. */
  function openOf(profileIds: readonly string[], principal: Principal) {
    return {
      profileId: { $in: [...profileIds] },
      kind: 'COMMITMENT' as const,
      'body.state': 'OPEN',
      erased: { $exists: false },
      $and: [{}, ...readableConditions(principal)],
    }
  }

  return {
    async lock(profileIds, session) {
      await locks.bulkWrite(
        profileIds.map((_id) => ({
          updateOne: { filter: { _id }, update: { $inc: { taken: 1 } }, upsert: true },
        })),
        { session, strict: 'throw' },
      )
    },
    findFirst: (keys, session) => recordedFirst.findIn(keys, { session }),
    async findOpenOn({ profileIds, matterKey, kind }, principal, session) {
      const documents = await model
        .find({ ...openOf(profileIds, principal), 'body.matterKey': matterKey, 'body.commitmentKind': kind })
        .sort({ occurredAt: -1, _id: -1 })
        .limit(openOnMatter)
        .hint(openCommitmentsIndex)
        .session(session ?? null)
        .lean()
      return documents.map(toInteraction).reverse()
    },
    async findOpen(profileIds, principal) {
      const documents = await model
        .find(openOf(profileIds, principal))
        .sort({ occurredAt: -1, _id: -1 })
        .limit(openOfCustomer)
        .hint(openCommitmentsIndex)
        .lean()
      return documents.map(toInteraction).reverse()
    },
    async findAll(ids, { profileIds, principal }, session) {
      if (ids.length === 0) return []
      const documents = await model
        .find({
          _id: { $in: [...ids] },
          profileId: { $in: [...profileIds] },
          $and: [{ kind: 'COMMITMENT' as const }, ...readableConditions(principal)],
        })
        .session(session ?? null)
        .lean()
      return documents.map(toInteraction)
    },
    async *overdueIds(now) {
      const due = model
        .find({ kind: 'COMMITMENT', 'body.state': 'OPEN', 'body.dueAt': { $lt: now } }, { _id: 1 })
        .sort({ 'body.dueAt': 1 })
        .lean()
        .cursor()
      for await (const { _id } of due) yield _id
    },
    async databaseTime() {
      const hello = await connection.db?.command({ hello: 1 })
      const time: unknown = hello?.['localTime']
      if (time instanceof Date) return time
      throw new Error('hello: expected the time of the database, got none')
    },
  }
}
