import type { JsonObject } from '../../../intake/chatwoot/read/json.ts'

/** Bodies of Chatwoot's webhooks as test/fixtures/chatwoot has them, each as small as its event allows. */

const account = { id: 1, name: 'Casa Ipê' }

export function aContact(fields: JsonObject = {}): JsonObject {
  return {
    account,
    additional_attributes: {},
    custom_attributes: {},
    email: null,
    id: 55,
    identifier: null,
    name: 'Maria',
    phone_number: '+5511987654321',
    ...fields,
  }
}

export function aConversation(fields: JsonObject = {}): JsonObject {
  return {
    account,
    additional_attributes: {},
    channel: 'Channel::Whatsapp',
    contact_inbox: { id: 70, contact_id: 55, pubsub_token: 'uUFPidt2VjeaaRXz4m5Jtwj9' },
    created_at: 1_781_697_600,
    custom_attributes: {},
    id: 42,
    inbox_id: 7,
    labels: [],
    messages: [],
    meta: { sender: { ...aContact(), type: 'contact' }, assignee: null, team: null },
    priority: null,
    snoozed_until: null,
    status: 'open',
    updated_at: 1_781_697_600.25,
    ...fields,
  }
}

/** What a conversation carries as its last message. */
export function aNestedMessage(fields: JsonObject = {}): JsonObject {
  return {
    content: 'Oi',
    content_attributes: {},
    content_type: 'text',
    conversation_id: 42,
    created_at: 1_781_697_600,
    id: 9001,
    message_type: 0,
    private: false,
    sender: { ...aContact(), type: 'contact' },
    sender_id: 55,
    sender_type: 'Contact',
    status: 'sent',
    updated_at: '2026-06-17T12:00:00.400Z',
    ...fields,
  }
}

export function aMessage(fields: JsonObject = {}): JsonObject {
  return {
    account,
    additional_attributes: {},
    content: 'Oi',
    content_attributes: {},
    content_type: 'text',
    conversation: aConversation(),
    created_at: '2026-06-17T12:00:00.000Z',
    event: 'message_created',
    id: 9001,
    inbox: { id: 7, name: 'WhatsApp Vendas' },
    message_type: 'incoming',
    private: false,
    sender: aContact(),
    ...fields,
  }
}

export const ana: JsonObject = { id: 3, name: 'Ana', email: 'ana@casaipe.example', type: 'user' }
export const iris: JsonObject = { id: 3, name: 'Íris', type: 'agent_bot' }
