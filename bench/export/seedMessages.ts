import type { Model } from 'mongoose'
import { newId } from '../../platform/lang/ids.ts'
import type { InteractionDocument } from '../../interactions/log/interactionModel.ts'
import { termsOf } from '../../interactions/search/termsOf.ts'

const batch = 5_000
const stepMs = 7 * 60_000
const text =
  'Oi, tudo bem? Comprei a bolsa azul na semana passada e queria saber quando ela chega aqui em casa, obrigada.'

/** Write messages of one customer into the log, as many as a customer of many years has. */
export async function seedMessages(
  model: Model<InteractionDocument>,
  profileId: string,
  count: number,
): Promise<void> {
  const begunAt = Date.now() - count * stepMs
  for (let start = 0; start < count; start += batch) {
    const documents = Array.from({ length: Math.min(batch, count - start) }, (_, offset) =>
      messageOf(profileId, start + offset, new Date(begunAt + (start + offset) * stepMs)),
    )
    await model.insertMany(documents, { lean: true })
  }
}

function messageOf(profileId: string, index: number, at: Date): InteractionDocument {
  const isCustomer = index % 2 === 0
  return {
    _id: newId('int'),
    profileId,
    seq: index + 1,
    positions: [index + 1],
    kind: 'MESSAGE',
    occurredAt: at,
    recordedAt: at,
    changedAt: at,
    revision: 1,
    channel: 'WHATSAPP',
    inbox: null,
    department: null,
    conversationId: null,
    actor: { kind: isCustomer ? 'CUSTOMER' : 'HUMAN', id: null, name: isCustomer ? null : 'Ana' },
    visibility: 'PUBLIC',
    fingerprint: '',
    summary: text,
    terms: termsOf({ kind: 'MESSAGE', summary: '', body: { text: `${index} ${text}` } }),
    body: { text: `${index} ${text}`, attachments: [], deliveryStatus: null, deleted: false, editedAt: null },
  }
}
