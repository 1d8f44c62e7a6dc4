import type { NewInteraction } from '../../../interactions/interaction.ts'

/** A message to append to a log, with as few fields as possible. */
export function newMessage(profileId: string, fields: Partial<NewInteraction> = {}): NewInteraction {
  return {
    profileId,
    kind: 'MESSAGE',
    occurredAt: new Date('2026-06-01T12:00:00.000Z'),
    channel: 'WHATSAPP',
    inbox: null,
    department: null,
    conversationId: null,
    actor: { kind: 'CUSTOMER', id: null, name: 'Ana' },
    visibility: 'PUBLIC',
    source: null,
    summary: 'hello',
    body: { text: 'hello' },
    idempotencyKey: null,
    content: null,
    ...fields,
  }
}
