import type { Connection } from 'mongoose'
import type { ActorKind } from '../../../interactions/interaction.ts'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'

/** What somebody wrote or said in a message: its text and the transcripts of its recordings. */
export type ToldMessage = {
  id: string
  occurredAt: Date
  conversationId: string | null
  actorKind: ActorKind
  text: string
  /** Whether `text` lacks its end, because it was longer than what is read. */
  isCut: boolean
}

/** Whose messages, and the conditions of what the caller may read: `readableConditions` of its principal. */
export type ToldQuery = {
  profileIds: readonly string[]
  readable: readonly Record<string, unknown>[]
  limit: number
}

export type ToldMessageStore = {
  /** The messages of a customer, newest first, by one command for each 250. What is deleted or erased is left out. */
  read(query: ToldQuery): AsyncIterable<ToldMessage>
}

type Row = Pick<ToldMessage, 'occurredAt' | 'conversationId'> & {
  _id: string
  actor: { kind: ActorKind }
  texts: string[]
}

/** Of each message this many characters are read. */
const longestText = 20_000
const batchSize = 250
const byTime = { profileId: 1, kind: 1, occurredAt: 1, _id: 1 }
const writers: readonly ActorKind[] = ['CUSTOMER', 'HUMAN', 'AI', 'AUTOMATION']

const start = (text: string) => ({ $substrCP: [{ $ifNull: [text, ''] }, 0, longestText + 1] })

/** Read from the log, that all subgraphs share, what only the conversations subgraph writes. */
export function createToldMessageStore(connection: Connection): ToldMessageStore {
  const { collection } = interactionModel(connection)
  return {
    async *read({ profileIds, readable, limit }) {
      const rows = collection.aggregate<Row>(
        [
          {
            $match: {
              $and: [
                { profileId: { $in: [...profileIds] }, kind: 'MESSAGE', 'actor.kind': { $in: [...writers] } },
                { 'body.deleted': { $ne: true }, erased: { $exists: false } },
                ...readable,
              ],
            },
          },
          { $sort: { occurredAt: -1, _id: -1 } },
          { $limit: limit },
          {
            $project: {
              occurredAt: 1,
              conversationId: 1,
              'actor.kind': 1,
              texts: {
                $concatArrays: [
                  [start('$body.text')],
                  {
                    $map: {
                      input: { $ifNull: ['$body.attachments', []] },
                      as: 'attachment',
                      in: start('$$attachment.transcript'),
                    },
                  },
                ],
              },
            },
          },
        ],
        { readConcern: { level: 'snapshot' }, hint: byTime, batchSize },
      )
      for await (const { _id: id, occurredAt, conversationId, actor, texts } of rows) {
        const text = texts.filter((each) => each !== '').join('\n')
        yield {
          id,
          occurredAt,
          conversationId,
          actorKind: actor.kind,
          text: text.slice(0, longestText),
          isCut: text.length > longestText,
        }
      }
    },
  }
}
