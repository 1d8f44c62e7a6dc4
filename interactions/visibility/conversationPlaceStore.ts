import type { Connection } from 'mongoose'

/** What decides who may see a conversation: the profile for which it was opened, which never changes, and the department that its interactions have by default. */
export type ConversationPlace = { profileId: string; department: string | null }

export type ConversationPlaceStore = {
  /** One read, none without ids; in the order of the ids, null where there is no conversation. */
  findAll(ids: readonly string[]): Promise<(ConversationPlace | null)[]>
}

type Placed = { _id: string; profileId: string; team: { name: string | null } | null }

/**
 * Read places from the conversations of the database that all subgraphs share. Only the conversations subgraph writes
 * them. So recording and rights do not depend on another subgraph.
 */
export function createConversationPlaceStore(connection: Connection): ConversationPlaceStore {
  const conversations = connection.collection<Placed>('conversations')
  return {
    async findAll(ids) {
      if (ids.length === 0) return []
      const found = await conversations
        .find({ _id: { $in: [...ids] } }, { projection: { profileId: 1, 'team.name': 1 } })
        .toArray()
      const places = new Map(
        found.map(({ _id, profileId, team }) => [_id, { profileId, department: team?.name ?? null }]),
      )
      return ids.map((id) => places.get(id) ?? null)
    },
  }
}
