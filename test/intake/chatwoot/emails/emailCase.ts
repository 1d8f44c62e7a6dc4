import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import {
  aContact,
  aConversation,
  aMessage,
  aNestedMessage,
} from '../../../support/chatwoot/chatwootBodies.ts'

/** The parts of an e-mail in which the cases differ; what is left out is that of `usualEmail`. */
export type GivenEmail = {
  content?: string | null
  subject?: unknown
  from?: unknown
  to?: unknown
  cc?: unknown
  bcc?: unknown
  /** `text_content` and `html_content`; by default Chatwoot's, which has the content in each member. */
  text?: JsonObject
  html?: JsonObject
  headers?: JsonObject | null
  /** Members of the message beside these. */
  message?: JsonObject
  /** Attributes of the message beside the e-mail. */
  attributes?: JsonObject
  conversation?: JsonObject
  contact?: JsonObject
}

/** What the history shows of an e-mail; what is left out is that of `usualEmail`. */
export type ShownEmail = {
  text?: string | null
  textTruncated?: boolean
  summary?: string
  actor?: { kind: string; externalId: string | null; name: string | null }
  email?: {
    subject?: string | null
    from?: string[]
    to?: string[]
    cc?: string[]
    bcc?: string[]
    quotedText?: string | null
  }
  emailRecipients?: { kind: string; address: string; name: string | null }[]
  attachments?: { type: string; title: string | null }[]
}

/** A name, the e-mail as Chatwoot delivers it, and what the history shows of it. */
export type EmailCase = readonly [string, GivenEmail, ShownEmail]

export const rita = { kind: 'CUSTOMER', externalId: '55', name: 'Rita' }
export const toSac = { kind: 'TO', address: 'sac@loja.example', name: null }

const contact = { email: 'rita@example.com', name: 'Rita', phone_number: null }

/** The delivery of the e-mail with this number, which is in a conversation of its own. */
export function emailDelivery(
  {
    content = 'Bom dia',
    subject = 'Pedido 8812',
    from = ['rita@example.com'],
    to = ['sac@loja.example'],
    cc = null,
    bcc = null,
    text = { full: content, reply: content, quoted: content },
    html = {},
    headers = null,
    message = {},
    attributes = {},
    conversation = {},
    contact: others = {},
  }: GivenEmail,
  number: number,
): JsonObject {
  const id = 9_000 + number
  const createdAt = 1_781_697_600 + 60 * number
  const email = {
    subject,
    from,
    to,
    cc,
    bcc,
    headers,
    message_id: `a${number}@mail.example`,
    text_content: text,
    html_content: html,
  }
  const fields = {
    id,
    content,
    content_type: 'incoming_email',
    content_attributes: { email, cc_email: cc, bcc_email: bcc, ...attributes },
    source_id: `a${number}@mail.example`,
    ...message,
  }
  const sender = aContact({ ...contact, ...others })
  const nested = aNestedMessage({
    ...fields,
    processed_message_content: content,
    conversation_id: number,
    created_at: createdAt,
    updated_at: new Date(createdAt * 1000 + 400).toISOString(),
    sender: { ...sender, type: 'contact' },
    ...(message['message_type'] === 'outgoing' && { message_type: 1, sender: message['sender'] }),
  })
  return aMessage({
    ...fields,
    created_at: new Date(createdAt * 1000).toISOString(),
    sender: message['sender'] ?? sender,
    conversation: aConversation({
      id: number,
      channel: 'Channel::Email',
      additional_attributes: { source: 'email', mail_subject: subject },
      contact_inbox: { id: 70, contact_id: 55, source_id: 'rita@example.com' },
      created_at: createdAt,
      updated_at: createdAt + 0.5,
      messages: [nested],
      meta: { sender: { ...sender, type: 'contact' }, assignee: null, team: null },
      ...conversation,
    }),
  })
}

/** The whole of what the history shows. */
export function shownEmail({ email = {}, ...shown }: ShownEmail) {
  const { text = 'Bom dia' } = shown
  return {
    text,
    textTruncated: false,
    summary: text ?? email.subject ?? 'Pedido 8812',
    actor: rita,
    emailRecipients: [toSac],
    attachments: [],
    ...shown,
    email: {
      subject: 'Pedido 8812',
      from: ['rita@example.com'],
      to: ['sac@loja.example'],
      cc: [],
      bcc: [],
      quotedText: null,
      ...email,
    },
  }
}
