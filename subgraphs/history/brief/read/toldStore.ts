import type { Connection } from 'mongoose'
import type { Actor, InteractionKind, Visibility } from '../../../../interactions/interaction.ts'
import { interactionModel } from '../../../../interactions/log/interactionModel.ts'

/** What a change of a log says: the text of a customer's message, or null where there is none. */
export type ToldText = {
  id: string
  profileId: string
  seq: number
  occurredAt: Date
  kind: InteractionKind
  visibility: Visibility
  department: string | null
  text: string | null
}

/** The changes of a log after one position, up to another one. */
export type LogRange = { profileId: string; after: number; upTo: number }

export type ToldStore = {
  /** The changes within these ranges, in no order; an interaction that has moved on is not among them. */
  read(ranges: readonly LogRange[]): AsyncIterable<ToldText>
}

type Row = Omit<ToldText, 'id' | 'text'> & {
  _id: string
  actor: Actor
  erased?: object
  body?: { text?: unknown; deleted?: unknown }
}

const projection = {
  profileId: 1,
  seq: 1,
  occurredAt: 1,
  kind: 1,
  visibility: 1,
  department: 1,
  'actor.kind': 1,
  erased: 1,
  'body.text': 1,
  'body.deleted': 1,
}

export function createToldStore(connection: Connection): ToldStore {
  const { collection } = interactionModel(connection)
  return {
    async *read(ranges) {
      const $or = ranges.map(({ profileId, after, upTo }) => ({ profileId, seq: { $gt: after, $lte: upTo } }))
      if ($or.length === 0) return
      for await (const row of collection.find<Row>({ $or }, { projection, batchSize: 1_000 }))
        yield toText(row)
    },
  }
}

function toText({ _id, actor, erased, body, ...row }: Row): ToldText {
  const isTold = row.kind === 'MESSAGE' && actor.kind === 'CUSTOMER' && !erased && body?.deleted !== true
  return { id: _id, ...row, text: isTold && typeof body?.text === 'string' ? body.text : null }
}
