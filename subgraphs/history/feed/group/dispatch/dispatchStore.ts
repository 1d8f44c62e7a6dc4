import mongoose, { type ClientSession, type Connection } from 'mongoose'
import { inTransaction } from '../../../../../interactions/log/transaction.ts'
import { leaseMs, limits, type NewEntry } from '../feedGroup.ts'
import { groupCollections } from '../groupCollections.ts'

/** What the feed delivered: in its order, with the cursor after it, and the customers now, by profile. */
export type Dispatched = {
  entries: readonly NewEntry[]
  cursor: string
  customers: ReadonlyMap<string, CustomerNow>
}
/** A customer by one of their profiles. */
export type CustomerNow = { customerId: string; profileIds: readonly string[] }

/** What the dispatcher of a group writes. Each write happens as a whole or not at all. */
export type DispatchStore = {
  /** Take or renew the lease of the dispatcher: the cursor to read on from; null when another session has it. */
  leadDispatch(group: string, session: string): Promise<string | null>
  /** Add entries for what has none yet; false when the lease of the dispatcher has gone to another session. */
  dispatch(group: string, session: string, dispatched: Dispatched): Promise<boolean>
  /** Whether the group has as many unacknowledged entries as it may have. */
  isFull(group: string): Promise<boolean>
}

const maxTimeMS = 30_000
/** An acknowledged entry is kept until the feed has advanced so far that it cannot repeat it; it repeats 70 seconds. */
const keptMs = 600_000
const deletedAtOnce = 1_000
/** After how many entries it is looked for old ones. */
const deletedEvery = 200

export function createDispatchStore(connection: Connection): DispatchStore {
  const { groups, entries } = groupCollections(connection)

  /** Of what the feed delivered, what has no entry yet. */
  async function missing(
    group: string,
    added: readonly NewEntry[],
    session: ClientSession,
  ): Promise<NewEntry[]> {
    const ids = [...new Set(added.map(({ interaction }) => interaction.id))]
    const stored = await entries
      .find(
        { group, interactionId: { $in: ids } },
        { session, projection: { interactionId: 1, revision: 1, isOpen: 1, attempts: 1 } },
      )
      .toArray()
    const done = new Map<string, number>()
    for (const { interactionId, revision, isOpen, attempts } of stored) {
      // What was never given will be given in the latest revision.
      const upTo = isOpen && attempts === 0 ? Infinity : revision
      done.set(interactionId, Math.max(upTo, done.get(interactionId) ?? 0))
    }
    return added.filter(({ interaction: { id, revision } }) => {
      if (revision <= (done.get(id) ?? 0)) return false
      done.set(id, Infinity)
      return true
    })
  }

  /** Give the open entries of these customers, over all their profiles, the keys that they have now. */
  async function rekey(
    group: string,
    customers: Iterable<CustomerNow>,
    session: ClientSession,
  ): Promise<void> {
    const keys = new Map<string, string>()
    for (const { customerId, profileIds } of customers)
      for (const profileId of profileIds) keys.set(profileId, customerId)
    const open = await entries
      .find(
        { group, isOpen: true, profileId: { $in: [...keys.keys()] } },
        { session, projection: { key: 1, profileId: 1 } },
      )
      .toArray()
    const writes = open.flatMap(({ _id, key, profileId }) => {
      const now = keys.get(profileId)
      return now === undefined || now === key
        ? []
        : [{ updateOne: { filter: { _id }, update: { $set: { key: now } } } }]
    })
    if (writes.length > 0) await entries.bulkWrite(writes, { session })
  }

  async function deleteOld(group: string, reachedAt: Date): Promise<void> {
    const before = new Date(reachedAt.getTime() - keptMs)
    const old = await entries
      .find({ group, isOpen: false, changedAt: { $lt: before } }, { projection: { _id: 1 }, maxTimeMS })
      .limit(deletedAtOnce)
      .toArray()
    if (old.length > 0) await entries.deleteMany({ _id: { $in: old.map(({ _id }) => _id) } })
  }

  return {
    async leadDispatch(group, session) {
      const document = await groups.findOneAndUpdate(
        {
          _id: group,
          $or: [
            { dispatcher: null },
            { 'dispatcher.session': session },
            { $expr: { $lt: ['$dispatcher.until', '$$NOW'] } },
          ],
        },
        [{ $set: { dispatcher: { session: { $literal: session }, until: { $add: ['$$NOW', leaseMs] } } } }],
        { returnDocument: 'after', projection: { cursor: 1 } },
      )
      return document?.cursor ?? null
    },

    async dispatch(group, id, { entries: delivered, cursor, customers }) {
      const result = await inTransaction(connection, async (session) => {
        const found = await groups.findOneAndUpdate(
          { _id: group, 'dispatcher.session': id },
          { $inc: { writes: 1 } },
          { session, returnDocument: 'before' },
        )
        if (!found) return null
        const added = inOrderOfLogs(await missing(group, delivered, session))
        await rekey(group, customers.values(), session)
        if (added.length > 0) {
          await entries.insertMany(
            added.map(({ change, interaction }, index) => ({
              ...{ _id: new mongoose.mongo.ObjectId(), group, number: found.next + index, change },
              ...{ interactionId: interaction.id, profileId: interaction.profileId },
              key: customers.get(interaction.profileId)?.customerId ?? interaction.profileId,
              ...{ revision: interaction.revision, changedAt: interaction.changedAt },
              ...{ isOpen: true, session: null, place: null, attempts: 0 },
            })),
            { session },
          )
        }
        const next = found.next + added.length
        const reachedAt = latestOf(delivered, found.reachedAt)
        await groups.updateOne({ _id: group }, { $set: { cursor, next, reachedAt } }, { session })
        return { reachedAt, isTimeToDelete: next % deletedEvery < added.length }
      })
      if (result?.reachedAt && result.isTimeToDelete) await deleteOld(group, result.reachedAt)
      return result !== null
    },

    async isFull(group) {
      const count = await entries.countDocuments({ group, isOpen: true }, { limit: limits.open, maxTimeMS })
      return count >= limits.open
    },
  }
}

/**
 * The feed reads by time after an interruption, and two writers of one log can have clocks that differ. So an entry waits
 * for those of its log with an earlier position. An amendment has moved its interaction to a later position of the log,
 * so an entry that shows one may wait too. None comes earlier than in the feed: it could overtake an entry of another
 * log of the same customer.
 */
export function inOrderOfLogs(added: readonly NewEntry[]): NewEntry[] {
  const arrived = new Set<NewEntry>()
  const waiting = new Map<string, NewEntry[]>()
  for (const entry of added) {
    const { profileId } = entry.interaction
    waiting.set(profileId, [...(waiting.get(profileId) ?? []), entry])
  }
  for (const ofLog of waiting.values())
    ofLog.sort((one, other) => one.interaction.seq - other.interaction.seq)
  return added.flatMap((entry) => {
    arrived.add(entry)
    const ofLog = waiting.get(entry.interaction.profileId) ?? []
    const stop = ofLog.findIndex((each) => !arrived.has(each))
    return ofLog.splice(0, stop < 0 ? ofLog.length : stop)
  })
}

/** Up to when the feed was read; not later than now, whatever the clocks of the writers say. */
function latestOf(delivered: readonly NewEntry[], before: Date | null): Date | null {
  const times = delivered.map(({ interaction }) => Math.min(interaction.changedAt.getTime(), Date.now()))
  const latest = Math.max(before?.getTime() ?? 0, ...times)
  return latest > 0 ? new Date(latest) : null
}
