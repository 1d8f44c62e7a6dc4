import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import { aContact, aConversation, aMessage } from '../../../support/chatwoot/chatwootBodies.ts'

/** A minute of the hour in which everything happens. */
export function at(minute: number): string {
  return `2026-06-17T12:${String(minute).padStart(2, '0')}:00.000Z`
}

/** An update of a contact in this minute, or one without a time. */
export function updated(minute: number | null, fields: JsonObject, changes: JsonObject[] = []): JsonObject {
  const time = minute === null ? [] : [{ updated_at: { previous_value: at(0), current_value: at(minute) } }]
  return aContact({ event: 'contact_updated', ...fields, changed_attributes: [...changes, ...time] })
}

/** A message of a contact, whose body is from this minute or later. Each contact writes in a conversation of their own. */
export function wrote(minute: number, fields: JsonObject, message: JsonObject = {}): JsonObject {
  const sender = aContact(fields)
  const { id } = sender
  const seconds = Date.parse(at(minute)) / 1_000
  const conversation = aConversation({
    id,
    contact_inbox: { id, contact_id: id },
    created_at: seconds,
    updated_at: seconds,
    meta: { sender: { ...sender, type: 'contact' }, assignee: null, team: null },
  })
  return aMessage({ id: Number(id) * 100 + minute, sender, conversation, created_at: at(minute), ...message })
}

/** A telephone, and two contacts without one. */
export const phone = '+5511987100014'
export const alice = { id: 60, name: 'Alice', email: 'alice@x.example' }
export const bento = { id: 61, name: 'Bento', email: 'bento@x.example' }
