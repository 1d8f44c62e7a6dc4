import type { Connection } from 'mongoose'
import {
  type InteractionDocument,
  interactionModel,
} from '../../../../../interactions/log/interactionModel.ts'
import { termsOf } from '../../../../../interactions/search/termsOf.ts'
import { newId } from '../../../../../platform/lang/ids.ts'

const perCommand = 5_000

/** Store interactions as the log stores them, in a short time; `textOf` gives the text of each, the oldest first. */
export async function seedInteractions(
  connection: Connection,
  profileIds: readonly string[],
  count: number,
  textOf: (index: number) => string,
): Promise<void> {
  // The driver itself is faster.
  const collection = connection.collection<InteractionDocument>(
    interactionModel(connection).collection.collectionName,
  )
  for (let start = 0; start < count; start += perCommand) {
    const documents = Array.from({ length: Math.min(perCommand, count - start) }, (_, offset) =>
      documentOf(profileIds, start + offset, textOf(start + offset)),
    )
    await collection.insertMany(documents, { ordered: false })
  }
}

function documentOf(profileIds: readonly string[], index: number, text: string): InteractionDocument {
  const occurredAt = new Date(Date.parse('2020-01-01T00:00:00.000Z') + index * 60_000)
  const seq = Math.floor(index / profileIds.length) + 1
  const content = { kind: 'MESSAGE', summary: text.slice(0, 200), body: { text } } as const
  return {
    _id: newId('int'),
    profileId: profileIds[index % profileIds.length] ?? '',
    seq,
    positions: [seq],
    ...content,
    terms: termsOf(content),
    occurredAt,
    recordedAt: occurredAt,
    changedAt: occurredAt,
    revision: 1,
    channel: 'WHATSAPP',
    inbox: null,
    department: index % 2 === 0 ? 'sales' : 'support',
    conversationId: null,
    actor: { kind: 'CUSTOMER', id: null, name: null },
    visibility: 'PUBLIC',
    fingerprint: '',
  }
}
