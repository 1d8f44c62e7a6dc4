import type { InteractionDocument } from '../../interactions/log/interactionModel.ts'
import type { NewInteraction } from '../../interactions/interaction.ts'
import { termsOf } from '../../interactions/search/termsOf.ts'

/** The text of one message; no two of one run are equal. */
export function messageText(label: string, number: number | string): string {
  return `Oi! Queria saber se a minha bicicleta já está pronta, obrigada. (${label}, ${number})`
}

const conversationId = 'cnv_01981b3c-5e7f-7000-8000-000000000000'

/** Those of any message of a run. They are found once, so that a loader spends no time on them. */
const terms = termsOf({ kind: 'MESSAGE', summary: '', body: { text: messageText('label', 1) } })

/** What `recordMessage` appends to the log for a message of a customer. */
export function messageEntry(
  profileId: string,
  label: string,
  number: number,
  text = messageText(label, number),
): NewInteraction {
  return {
    profileId,
    kind: 'MESSAGE',
    occurredAt: new Date(),
    channel: 'WHATSAPP',
    inbox: null,
    department: null,
    conversationId,
    actor: { kind: 'CUSTOMER', id: null, name: null },
    visibility: 'PUBLIC',
    source: null,
    summary: messageText(label, number),
    body: { text, attachments: [], deliveryStatus: null, deleted: false, editedAt: null },
    idempotencyKey: `${label}-${number}`,
    content: { text },
  }
}

/** The document that the log would store for it. */
export function messageDocument(
  profileId: string,
  label: string,
  number: number,
): Omit<InteractionDocument, '_id'> {
  const {
    content: _content,
    source: _source,
    id: _id,
    idempotencyKey,
    ...fields
  } = messageEntry(profileId, label, number)
  return {
    ...fields,
    terms,
    seq: number,
    positions: [number],
    revision: 1,
    recordedAt: fields.occurredAt,
    changedAt: fields.occurredAt,
    idempotencyKey: idempotencyKey ?? '',
    fingerprint: 'x'.repeat(43),
  }
}

/** Where the bare inserts go. */
export const bareCollection = 'benchBareInserts'

/** Where the messages of the hand-written mutations go. */
export const handWrittenCollection = 'benchHandWritten'
