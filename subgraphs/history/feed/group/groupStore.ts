import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { inTransaction } from '../../../../interactions/log/transaction.ts'
import { duplicateKeyOf } from '../../../../platform/mongo/mongoErrors.ts'
import { type FeedGroupState, limits } from './feedGroup.ts'
import type { FeedGroupDocument } from './feedGroupModel.ts'
import { groupCollections } from './groupCollections.ts'

/** A group to make. */
export type NewFeedGroup = Pick<FeedGroupDocument, 'keyScope' | 'name' | 'filter' | 'rights' | 'cursor'>

/** The groups of callers. */
export type GroupStore = {
  /** The id and the fingerprint of the filter of a caller's group; null when there is none. */
  find(keyScope: string, name: string): Promise<{ id: string; filter: string } | null>
  /** How many groups a caller has. */
  count(keyScope: string): Promise<number>
  /** Make a group. Does nothing when it exists. */
  create(group: NewFeedGroup): Promise<void>
  /** The groups of a caller, by their names. */
  readAll(keyScope: string): Promise<FeedGroupState[]>
  /** Delete a group with its sessions and entries; false when there is none. */
  delete(keyScope: string, name: string): Promise<boolean>
}

const maxTimeMS = 30_000

export function createGroupStore(connection: Connection): GroupStore {
  const { groups, members, entries } = groupCollections(connection)

  async function stateOf({ _id, name, createdAt, reachedAt }: FeedGroupDocument): Promise<FeedGroupState> {
    const ofGroup = { group: _id, isOpen: true } as const
    const [waiting, unacknowledged, connected] = await Promise.all([
      entries.countDocuments({ ...ofGroup, session: null }, { maxTimeMS }),
      entries.countDocuments({ ...ofGroup, session: { $ne: null } }, { maxTimeMS }),
      members.find({ group: _id }, { maxTimeMS }).sort({ member: 1 }).toArray(),
    ])
    return {
      ...{ name, createdAt, waiting, unacknowledged, readUpTo: reachedAt },
      members: connected.map(({ member, joinedAt, given, acknowledged }) => ({
        ...{ name: member, since: joinedAt, unacknowledged: given - acknowledged },
      })),
    }
  }

  return {
    async find(keyScope, name) {
      const group = await groups.findOne({ keyScope, name }, { projection: { filter: 1 }, maxTimeMS })
      return group && { id: group._id, filter: group.filter }
    },

    count: (keyScope) => groups.countDocuments({ keyScope }, { limit: limits.groups, maxTimeMS }),

    async create(group) {
      const rest = { reachedAt: null, next: 1, dispatcher: null, writes: 0, createdAt: new Date() }
      try {
        await groups.insertOne({ _id: randomUUID(), ...group, ...rest })
      } catch (error) {
        if (!duplicateKeyOf(error)) throw error
      }
    },

    async readAll(keyScope) {
      const found = await groups
        .find({ keyScope }, { maxTimeMS })
        .sort({ name: 1 })
        .limit(limits.groups)
        .toArray()
      const states: FeedGroupState[] = []
      for (const group of found) states.push(await stateOf(group))
      return states
    },

    async delete(keyScope, name) {
      const id = await inTransaction(connection, async (session) => {
        const group = await groups.findOneAndDelete({ keyScope, name }, { session })
        if (group) await members.deleteMany({ group: group._id }, { session })
        return group?._id ?? null
      })
      if (id === null) return false
      // A group that is made again with this name has another id.
      await entries.deleteMany({ group: id })
      return true
    },
  }
}
