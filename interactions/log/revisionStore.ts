import type { ClientSession, Connection } from 'mongoose'
import type { Interaction, ReplacedContent } from '../interaction.ts'
import { revisionModel } from './revisionModel.ts'

/** One former content of an interaction. */
export type RevisionKey = { interactionId: string; number: number }

export type RevisionStore = {
  /** Keep what an amendment replaces, in its transaction. A number that was kept before stays as it is. */
  keep(
    interaction: Pick<Interaction, 'id' | 'profileId'>,
    replaced: ReplacedContent,
    session: ClientSession,
  ): Promise<void>
  /** One read; in the order of the keys, null where nothing was kept. */
  findAll(keys: readonly RevisionKey[]): Promise<unknown[]>
}

export function createRevisionStore(connection: Connection): RevisionStore {
  const model = revisionModel(connection)
  return {
    async keep({ id, profileId }, { number, content }, session) {
      // Not an insert: a process of an earlier version, which amends beside this one, drops the number of a message, so
      // that it begins at 1 again. Such a message must stay editable.
      await model.updateOne(
        { _id: revisionKey({ interactionId: id, number }) },
        { $setOnInsert: { interactionId: id, profileId, number, content } },
        { upsert: true, session },
      )
    },
    async findAll(keys) {
      const documents = await model.find({ _id: { $in: keys.map(revisionKey) } }).lean()
      const found = new Map(documents.map(({ _id, content }) => [_id, content]))
      return keys.map((key) => found.get(revisionKey(key)) ?? null)
    },
  }
}

/** A text for each key, by which it is stored. */
export function revisionKey({ interactionId, number }: RevisionKey): string {
  return `${interactionId}:${number}`
}
