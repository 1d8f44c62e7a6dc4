import type { ClientSession, Connection } from 'mongoose'
import type { ErasureCount } from '../../privacy/erasure/erasure.ts'
import { type InteractionKind, interactionKinds } from '../interaction.ts'
import { interactionModel } from '../log/interactionModel.ts'
import { revisionModel } from '../log/revisionModel.ts'

/** How many interactions, former contents and conversations of a customer an erasure would erase. */
export type InteractionCounts = {
  count(profileIds: readonly string[], session: ClientSession): Promise<ErasureCount[]>
  countKind(
    profileIds: readonly string[],
    kind: InteractionKind,
    session: ClientSession,
  ): Promise<ErasureCount[]>
}

export function createInteractionCounts(connection: Connection): InteractionCounts {
  const model = interactionModel(connection)
  const revisions = revisionModel(connection)
  const conversations = connection.collection<{ profileId: string; erasedAt?: Date }>('conversations')

  const countKind: InteractionCounts['countKind'] = async (profileIds, kind, session) => {
    const count = await model
      .countDocuments({
        ...{ profileId: { $in: [...profileIds] }, kind },
        ...{ erased: { $exists: false }, endsLog: { $exists: false } },
      })
      .session(session)
    return count > 0 ? [{ collection: 'interactions', kind, count }] : []
  }

  return {
    countKind,
    async count(given, session) {
      const profileId = { $in: [...given] }
      const counts: ErasureCount[] = []
      for (const kind of interactionKinds) counts.push(...(await countKind(given, kind, session)))
      const others = [
        {
          collection: 'interactionRevisions',
          count: await revisions.countDocuments({ profileId }).session(session),
        },
        {
          collection: 'conversations',
          count: await conversations.countDocuments({ profileId, erasedAt: { $exists: false } }, { session }),
        },
      ]
      for (const { collection, count } of others)
        if (count > 0) counts.push({ collection, kind: null, count })
      return counts
    },
  }
}
