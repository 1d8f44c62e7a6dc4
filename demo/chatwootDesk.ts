import { createHash } from 'node:crypto'
import {
  agentBody,
  type ChangedAttributes,
  type Contact,
  contactBody,
  type Conversation,
  conversationBody,
  type Message,
  messageBody,
} from './chatwootBodies.ts'
import type { Delivery } from './delivery.ts'
import { contactIdOf } from './contactIdOf.ts'
import type {
  Agent,
  Attachment,
  ContactFields,
  DeliveryStatus,
  InboxKey,
  Status,
  Step,
  Story,
} from './storyScript.ts'
import type { Setting } from './timeline.ts'

/**
 * Chatwoot as its webhooks show it: every step of the story changes what it keeps and gives the deliveries that
 * Chatwoot would send. The same steps at the same times give the same deliveries, to the byte.
 */
export type ChatwootDesk = {
  /** Throws when the story names an agent, a department or a message that is not there. */
  perform(step: Step, setting: Setting, at: Date): Delivery[]
  /** The display id of the conversation; null when it has not begun. */
  conversationId(setting: Setting): number | null
}

const site = 'https://chat.pedalmanso.example'
const surveyText = 'Como foi o nosso atendimento? Conte para a gente:'
const firstConversationId = 301
const firstMessageId = 7001

export function createChatwootDesk(story: Story): ChatwootDesk {
  const { account } = story
  const contacts = new Map<string, Contact>()
  const conversations = new Map<string, Conversation>()
  const surveys = new Map<Conversation, Message>()
  const namedMessages = new Map<string, Message>()
  let messageCount = 0
  let attachmentCount = 0
  let deliveryCount = 0

  function send(event: string, at: Date, body: Record<string, unknown>): Delivery {
    deliveryCount += 1
    return {
      deliveryId: uuidOf(`delivery ${deliveryCount} ${at.toISOString()}`),
      atSeconds: Math.floor(at.getTime() / 1000),
      event,
      signed: true,
      body: JSON.stringify({ event, ...body }),
    }
  }

  function agentOf(key: string): Agent {
    return required(story.agents[key], `agent ${key}`)
  }

  function teamOf(key: string): { id: number; name: string } {
    return { id: required(story.teams[key], `department ${key}`), name: key }
  }

  function meet({ person, inbox }: Setting, at: Date): { contact: Contact; deliveries: Delivery[] } {
    const key = `${person} ${inbox}`
    const known = contacts.get(key)
    if (known) return { contact: known, deliveries: [] }
    const fields = required(story.people[person]?.contacts[inbox], `contact of ${person} in ${inbox}`)
    const contact = newContact(contactIdOf(story, person, inbox), fields)
    contacts.set(key, contact)
    const created = send('contact_created', at, contactBody(account, contact))
    if (inbox !== 'site') return { contact, deliveries: [created] }
    const triggered = send('webwidget_triggered', at, {
      id: 500 + contact.id,
      contact: contactBody(account, contact),
      inbox: { id: story.inboxes.site.id, name: story.inboxes.site.name },
      account,
      current_conversation: null,
      source_id: uuidOf(key),
      event_info: {
        initiated_at: { timestamp: at.toUTCString() },
        referer: 'https://pedalmanso.example/oficina',
        browser: { browser_name: 'Firefox', platform_name: 'Android' },
        browser_language: 'pt',
      },
    })
    return { contact, deliveries: [created, triggered] }
  }

  function converse(setting: Setting, at: Date) {
    const known = conversations.get(keyOf(setting))
    if (known) return { conversation: known, isNew: false, deliveries: [] }
    const { contact, deliveries } = meet(setting, at)
    const conversation: Conversation = {
      id: firstConversationId + conversations.size,
      inbox: story.inboxes[setting.inbox],
      contact,
      contactInbox: {
        id: 500 + contact.id,
        sourceId: contactSourceId(setting.inbox, contact),
        pubsubToken: hashOf(`pubsub ${contact.id}`).slice(0, 24),
      },
      status: setting.begins,
      assignee: null,
      team: null,
      labels: [],
      priority: null,
      additionalAttributes: conversationAttributes(setting, contact, at),
      snoozedUntil: null,
      lastPublicMessage: null,
      unreadCount: 0,
      firstReplyAt: null,
      waitingSince: null,
      agentLastSeenAt: null,
      createdAt: at,
      lastActivityAt: at,
      updatedAt: at,
    }
    conversations.set(keyOf(setting), conversation)
    return { conversation, isNew: true, deliveries }
  }

  type Writing = Partial<Message> & Pick<Message, 'type' | 'sender'>

  function write({ conversation, isNew, setting, at }: Scene, fields: Writing, said: Said = {}): Delivery[] {
    const id = firstMessageId + messageCount
    messageCount += 1
    const message: Message = {
      id,
      content: null,
      contentType: 'text',
      contentAttributes: {},
      isPrivate: false,
      status: 'sent',
      sourceId: fields.isPrivate ? null : messageSourceId(setting.inbox, id),
      attachments: (said.attachments ?? []).map((attachment) => {
        attachmentCount += 1
        const blob = hashOf(`blob ${attachmentCount}`).slice(0, 32)
        return { id: attachmentCount, attachment, url: `${site}/rails/active_storage/blobs/redirect/${blob}` }
      }),
      createdAt: at,
      updatedAt: later(at, 120),
      ...fields,
    }
    if (!message.isPrivate) {
      conversation.lastPublicMessage = message
      const isIncoming = message.type === 'incoming'
      conversation.unreadCount = isIncoming ? conversation.unreadCount + 1 : 0
      conversation.waitingSince = isIncoming ? (conversation.waitingSince ?? at) : null
      if (!isIncoming) conversation.agentLastSeenAt = at
      if (message.type === 'outgoing') conversation.firstReplyAt ??= at
      conversation.lastActivityAt = at
    }
    if (said.as !== undefined) namedMessages.set(said.as, message)
    if (message.contentType === 'input_csat') surveys.set(conversation, message)
    return [
      send('message_created', at, messageBody(account, conversation, message)),
      ...(isNew ? [send('conversation_created', at, conversationBody(account, conversation))] : []),
      ...receipts(setting.inbox, said.reaches, message).map((status, index) =>
        update(conversation, message, { status }, later(at, 1_500 * (index + 1))),
      ),
    ]
  }

  function update(
    conversation: Conversation,
    message: Message,
    change: Partial<Message>,
    at: Date,
  ): Delivery {
    Object.assign(message, change, { updatedAt: at })
    return send('message_updated', at, messageBody(account, conversation, message))
  }

  function changeConversation(
    { conversation, at }: Scene,
    change: Partial<Conversation>,
    changed: Record<string, [unknown, unknown]>,
  ): Delivery[] {
    const updatedAt = later(at, 310)
    const changed_attributes = changedAttributes({
      ...changed,
      updated_at: [conversation.updatedAt.toISOString(), updatedAt.toISOString()],
    })
    Object.assign(conversation, change, { updatedAt })
    const body = { ...conversationBody(account, conversation), changed_attributes }
    return [
      ...('status' in changed ? [send('conversation_status_changed', updatedAt, body)] : []),
      send('conversation_updated', updatedAt, body),
    ]
  }

  function handOff(scene: Scene, { team, person, bot }: { team?: Key; person?: Key; bot?: Key }): Delivery[] {
    const { conversation } = scene
    const changed: Record<string, [unknown, unknown]> = {}
    const { assignee, team: formerTeam } = conversation
    const formerPerson = assignee?.type === 'user' ? assignee : null
    const formerBot = assignee && assignee.type !== 'user' ? assignee : null
    const nextTeam = team === undefined ? formerTeam : team === null ? null : teamOf(team)
    const nextPerson = person === undefined ? formerPerson : person === null ? null : agentOf(person)
    const nextBot = bot === undefined ? formerBot : bot === null ? null : agentOf(bot)
    if (nextPerson && nextBot) throw new Error('story: a conversation has a person or a bot, not both')
    if (nextPerson?.id !== formerPerson?.id)
      changed['assignee_id'] = [formerPerson?.id ?? null, nextPerson?.id ?? null]
    if (nextTeam?.id !== formerTeam?.id) changed['team_id'] = [formerTeam?.id ?? null, nextTeam?.id ?? null]
    if (nextBot?.id !== formerBot?.id)
      changed['assignee_agent_bot_id'] = [formerBot?.id ?? null, nextBot?.id ?? null]
    return changeConversation(scene, { team: nextTeam, assignee: nextPerson ?? nextBot }, changed)
  }

  function changeStatus(scene: Scene, to: Status): Delivery[] {
    const snoozedUntil = to === 'snoozed' ? later(scene.at, 2 * 86_400_000) : null
    return changeConversation(
      scene,
      { status: to, snoozedUntil, ...(to === 'resolved' && { waitingSince: null }) },
      { status: [scene.conversation.status, to] },
    )
  }

  function learn({ conversation: { contact }, at }: Scene, fields: ContactFields): Delivery[] {
    const { cpf, name, phone, email, identifier } = fields
    const changed: Record<string, [unknown, unknown]> = {
      ...(name !== undefined && { name: [contact.name, name] }),
      ...(phone !== undefined && { phone_number: [contact.phone, phone] }),
      ...(email !== undefined && { email: [contact.email, email] }),
      ...(identifier !== undefined && { identifier: [contact.identifier, identifier] }),
      ...(cpf !== undefined && {
        custom_attributes: [contact.customAttributes, { ...contact.customAttributes, cpf }],
      }),
    }
    Object.assign(contact, {
      ...(name !== undefined && { name }),
      ...(phone !== undefined && { phone }),
      ...(email !== undefined && { email }),
      ...(identifier !== undefined && { identifier }),
      ...(cpf !== undefined && { customAttributes: { ...contact.customAttributes, cpf } }),
    })
    return [
      send('contact_updated', at, {
        ...contactBody(account, contact),
        changed_attributes: changedAttributes(changed),
      }),
    ]
  }

  function rate({ conversation, at }: Scene, rating: number, comment: string | undefined): Delivery[] {
    const survey = required(surveys.get(conversation), 'survey to rate')
    const response = { rating, feedback_message: comment ?? '' }
    const contentAttributes = { submitted_values: { csat_survey_response: response } }
    return [update(conversation, survey, { contentAttributes }, at)]
  }

  function remove({ conversation, at }: Scene, name: string): Delivery[] {
    const message = required(namedMessages.get(name), `message "${name}"`)
    const content = 'Esta mensagem foi apagada'
    return [
      update(conversation, message, { content, contentAttributes: { deleted: true }, attachments: [] }, at),
    ]
  }

  function tell(scene: Scene, step: Step): Delivery[] {
    const { conversation, setting, at } = scene
    switch (step.kind) {
      case 'says':
        return write(
          scene,
          {
            type: 'incoming',
            sender: conversation.contact,
            content: step.text,
            ...(setting.inbox === 'email' && { contentType: 'incoming_email' }),
          },
          step,
        )
      case 'answers':
        return write(
          scene,
          {
            type: 'outgoing',
            sender: step.by === null ? null : agentOf(step.by),
            content: step.text,
            contentAttributes: {
              ...(step.by === null && { external_echo: true }),
              ...(step.automatic && { automation_rule_id: 4 }),
            },
          },
          step,
        )
      case 'notes':
        return write(scene, {
          type: 'outgoing',
          sender: agentOf(step.by),
          content: step.text,
          isPrivate: true,
        })
      case 'asksRating':
        return write(scene, {
          type: 'template',
          sender: null,
          contentType: 'input_csat',
          content: setting.inbox === 'site' ? surveyText : `${surveyText} ${surveyLink(conversation)}`,
        })
      case 'rates':
        return rate(scene, step.rating, step.comment)
      case 'handsOff':
        return handOff(scene, step)
      case 'status':
        return changeStatus(scene, step.to)
      case 'marks':
        return changeConversation(
          scene,
          { ...(step.labels && { labels: step.labels }), ...(step.priority && { priority: step.priority }) },
          {
            ...(step.labels && { label_list: [conversation.labels, step.labels] }),
            ...(step.priority && { priority: [conversation.priority, step.priority] }),
          },
        )
      case 'learns':
        return learn(scene, step.fields)
      case 'deletes':
        return remove(scene, step.message)
      case 'types':
        return [
          send('conversation_typing_on', at, {
            user: agentBody(agentOf(step.by)),
            conversation: conversationBody(account, conversation),
            is_private: false,
          }),
        ]
      case 'does':
      case 'scores':
        return []
    }
  }

  return {
    perform(step, setting, at) {
      const { deliveries, ...begun } = converse(setting, at)
      return [...deliveries, ...tell({ ...begun, setting, at }, step)]
    },
    conversationId: (setting) => conversations.get(keyOf(setting))?.id ?? null,
  }
}

type Key = string | null
type Scene = { conversation: Conversation; isNew: boolean; setting: Setting; at: Date }
type Said = { attachments?: Attachment[]; as?: string; reaches?: DeliveryStatus }

const keyOf = ({ person, inbox, thread }: Setting) => [person, inbox, thread].join(' ')
const later = (time: Date, milliseconds: number) => new Date(time.getTime() + milliseconds)
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** A version 4 UUID that a text always gives. */
function uuidOf(text: string): string {
  const hex = hashOf(text)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`story: there is no ${what}`)
  return value
}

function changedAttributes(changed: Record<string, [unknown, unknown]>): ChangedAttributes {
  return Object.entries(changed).map(([key, [previous, current]]) => ({
    [key]: { previous_value: previous, current_value: current },
  }))
}

function surveyLink({ id }: Conversation): string {
  return `${site}/survey/responses/${uuidOf(`survey ${id}`)}`
}

function newContact(id: number, fields: ContactFields): Contact {
  const { name = '', phone = null, email = null, identifier = null, cpf, instagram, telegram = null } = fields
  return {
    id,
    name,
    phone,
    email,
    identifier,
    telegram,
    customAttributes: cpf === undefined ? {} : { cpf },
    additionalAttributes: {
      ...(instagram !== undefined && {
        social_profiles: { instagram },
        social_instagram_user_name: instagram,
      }),
      ...(telegram !== null && { social_telegram_user_id: Number(telegram), language_code: 'pt-br' }),
    },
  }
}

/** How the channel itself names the contact. */
function contactSourceId(inbox: InboxKey, { id, phone, email, telegram }: Contact): string {
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

function conversationAttributes(
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

function messageSourceId(inbox: InboxKey, id: number): string | null {
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
function receipts(inbox: InboxKey, reaches: DeliveryStatus | undefined, message: Message): DeliveryStatus[] {
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
