import type { DeliveryStatus, InboxKey } from '../story/storyScript.ts'
import type { Setting } from '../story/timeline.ts'
import type { Contact, Message } from './chatwootBodies.ts'
import { hashOf, uuidOf } from './stableIds.ts'

/** The id by which the channel itself names a contact. */
export function contactSourceId(inbox: InboxKey, { id, phone, email, telegram }: Contact): string {
  switch (inbox) {
    case 'whatsapp':
      return phone?.replace('+', '') ?? String(id)
    case 'email':
      return email ?? String(id)
    case 'telegram':
      return telegram ?? String(id)
    case 'instagram':
      return `17841400000${id}`
    case 'site':
      return uuidOf(`widget ${id}`)
  }
}

/** What Chatwoot keeps of the channel with a conversation. */
export function conversationAttributes(
  { inbox, subject }: Setting,
  contact: Contact,
  at: Date,
): Record<string, unknown> {
  switch (inbox) {
    case 'whatsapp':
      return {}
    case 'email':
      return {
        source: 'email',
        in_reply_to: null,
        auto_reply: false,
        mail_subject: subject,
        initiated_at: { timestamp: at.toISOString() },
      }
    case 'telegram':
      return { chat_id: Number(contact.telegram) }
    case 'instagram':
      return { type: 'instagram_direct_message' }
    case 'site':
      return {
        browser: { browser_name: 'Firefox', platform_name: 'Android' },
        browser_language: 'pt',
        initiated_at: { timestamp: at.toUTCString() },
        referer: `https://pedalmanso.example/oficina`,
      }
  }
}

/** The id that the channel gives to a message; null where it gives none. */
export function messageSourceId(inbox: InboxKey, id: number): string | null {
  const hash = hashOf(`message ${id}`)
  switch (inbox) {
    case 'whatsapp':
      return `wamid.HBgN${hash.slice(0, 28).toUpperCase()}AA==`
    case 'email':
      return `<${hash.slice(0, 24)}@correio.example>`
    case 'telegram':
      return String(id)
    case 'instagram':
      return `aWdfZAG1faXRlbTox${hash.slice(0, 24)}`
    case 'site':
      return null
  }
}

/** The delivery states that follow `sent`, each one update of the message. */
export function receipts(
  inbox: InboxKey,
  reaches: DeliveryStatus | undefined,
  message: Message,
): DeliveryStatus[] {
  if (message.isPrivate || message.type === 'incoming') return []
  switch (reaches ?? (inbox === 'whatsapp' ? 'read' : 'sent')) {
    case 'sent':
      return []
    case 'failed':
      return ['failed']
    case 'delivered':
      return ['delivered']
    case 'read':
      return ['delivered', 'read']
  }
}
