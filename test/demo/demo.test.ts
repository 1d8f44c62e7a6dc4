import { cpf } from 'cpf-cnpj-validator'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { countInteractions } from '../../demo/story/countInteractions.ts'
import { story } from '../../demo/story/story.ts'
import { toDeliveries } from '../../demo/chatwoot/toDeliveries.ts'

const baseTime = new Date('2026-06-20T15:00:00.000Z')
const deliveries = toDeliveries(story, baseTime)

const account = z.object({ id: z.literal(1), name: z.string() })
const contact = z.object({
  id: z.number().int(),
  name: z.string(),
  phone_number: z.string().startsWith('+55').nullable(),
  email: z.string().nullable(),
  identifier: z.string().nullable(),
  custom_attributes: z.record(z.string(), z.unknown()),
  additional_attributes: z.record(z.string(), z.unknown()),
  thumbnail: z.literal(''),
  blocked: z.literal(false),
})
const contactEvent = contact.extend({ account, avatar: z.literal('') }).strict()
const agent = z.object({
  id: z.number(),
  name: z.string(),
  type: z.enum(['user', 'agent_bot', 'captain_assistant']),
})
const seconds = z.number().int()
const nestedMessage = z.object({
  id: z.number().int(),
  content: z.string().nullable(),
  message_type: z.union([z.literal(0), z.literal(1), z.literal(3)]),
  created_at: seconds,
  updated_at: z.iso.datetime(),
  private: z.literal(false),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  source_id: z.string().nullable(),
  attachments: z
    .array(z.object({ id: z.number(), file_type: z.string() }))
    .min(1)
    .optional(),
  sender: z.union([agent, contact.extend({ type: z.literal('contact') })]).optional(),
})
const conversation = z.object({
  id: z.number().int(),
  account,
  channel: z.string().startsWith('Channel::'),
  contact_inbox: z.object({ contact_id: z.number(), source_id: z.string(), pubsub_token: z.string() }),
  messages: z.array(nestedMessage).max(1),
  meta: z.object({
    sender: contact.extend({ type: z.literal('contact') }),
    assignee: agent.nullable(),
    assignee_type: z.enum(['User', 'AgentBot']).nullable(),
    team: z.object({ id: z.number(), name: z.string() }).nullable(),
  }),
  status: z.enum(['open', 'resolved', 'pending', 'snoozed']),
  labels: z.array(z.string()),
  created_at: seconds,
  updated_at: z.number(),
})
const change = z.record(z.string(), z.object({ previous_value: z.unknown(), current_value: z.unknown() }))
const changes = z.array(change).min(1)
const changedConversation = conversation.extend({ changed_attributes: changes })
const message = z.object({
  account,
  id: z.number().int(),
  content: z.string().nullable(),
  content_type: z.enum(['text', 'incoming_email', 'input_csat']),
  content_attributes: z.record(z.string(), z.unknown()),
  created_at: z.iso.datetime(),
  message_type: z.enum(['incoming', 'outgoing', 'template']),
  private: z.boolean(),
  sender: z.union([agent, contactEvent]).nullable(),
  inbox: z.object({ id: z.number(), name: z.string() }),
  attachments: z
    .array(z.object({ file_type: z.string(), transcribed_text: z.string().optional() }))
    .min(1)
    .optional(),
  conversation,
})
const bodies = {
  contact_created: contactEvent.extend({ event: z.string() }),
  contact_updated: contactEvent.extend({ event: z.string(), changed_attributes: changes }),
  conversation_created: conversation,
  conversation_updated: changedConversation,
  conversation_status_changed: changedConversation,
  message_created: message,
  message_updated: message,
  conversation_typing_on: z.object({ user: agent, conversation, is_private: z.boolean() }),
  webwidget_triggered: z.object({
    id: z.number(),
    contact: contactEvent,
    inbox: z.object({ id: z.number() }),
  }),
}

/** The bodies of one event, of the shape they must have. */
function bodiesOf<Schema extends z.ZodType>(event: string, schema: Schema): z.infer<Schema>[] {
  return deliveries
    .filter((delivery) => delivery.event === event)
    .map(({ body }) => schema.parse(JSON.parse(body)))
}
const conversationUpdates = bodiesOf('conversation_updated', changedConversation)
const statusChanges = bodiesOf('conversation_status_changed', changedConversation)
const createdMessages = bodiesOf('message_created', message)
const updatedMessages = bodiesOf('message_updated', message)
const createdContacts = bodiesOf('contact_created', bodies.contact_created)
const messages = [...createdMessages, ...updatedMessages]

describe('the deliveries of the demo story', () => {
  it('have the shapes of Chatwoot for every event', () => {
    expect(new Set(deliveries.map(({ event }) => event))).toEqual(new Set(Object.keys(bodies)))
    expect(deliveries.every(({ signed }) => signed)).toBe(true)
    for (const [event, schema] of Object.entries(bodies)) {
      const named = z.object({ event: z.literal(event) })
      expect(bodiesOf(event, schema)).toHaveLength(bodiesOf(event, named).length)
    }
  })

  it('are the same for the same time, each with its own id', () => {
    expect(toDeliveries(story, baseTime)).toEqual(deliveries)
    expect(new Set(deliveries.map(({ deliveryId }) => deliveryId)).size).toBe(deliveries.length)
  })

  it('lie within the two weeks before the start of the demo', () => {
    const times = createdMessages.map(({ created_at }) => Date.parse(created_at))
    expect(Math.max(...times)).toBeLessThanOrEqual(baseTime.getTime())
    expect(Math.min(...times)).toBeGreaterThan(baseTime.getTime() - 14 * 86_400_000)
  })

  it('contain nothing of the sample deliveries', () => {
    expect(JSON.stringify(deliveries)).not.toContain('Ipê')
  })
})

describe('the demo story', () => {
  it('has thirteen customers in five channels', () => {
    expect(Object.keys(story.people)).toHaveLength(13)
    expect(new Set(bodiesOf('conversation_created', conversation).map(({ channel }) => channel))).toEqual(
      new Set([
        'Channel::Whatsapp',
        'Channel::Email',
        'Channel::Instagram',
        'Channel::Telegram',
        'Channel::WebWidget',
      ]),
    )
    expect(createdContacts).toHaveLength(15)
  })

  it('has answers by people, both kinds of AI agent, automations and the telephone of the shop', () => {
    const outgoing = createdMessages.filter(({ message_type }) => message_type === 'outgoing')
    const senders = new Set(outgoing.map(({ sender }) => (sender && 'type' in sender ? sender.type : null)))
    expect(senders).toEqual(new Set(['user', 'agent_bot', 'captain_assistant', null]))
    expect(outgoing.some(({ content_attributes }) => 'automation_rule_id' in content_attributes)).toBe(true)
    expect(outgoing.some(({ content_attributes }) => content_attributes['external_echo'] === true)).toBe(true)
  })

  it('has internal notes, audio with transcripts, a deletion and a refused message', () => {
    expect(messages.some((body) => body.private)).toBe(true)
    expect(messages.some((body) => body.attachments?.some((attachment) => attachment.transcribed_text))).toBe(
      true,
    )
    expect(messages.filter((body) => body.content_attributes['deleted'] === true)).toHaveLength(1)
    const statuses = new Set(
      messages.flatMap((body) => body.conversation.messages.map((nested) => nested.status)),
    )
    expect(statuses).toEqual(new Set(['sent', 'delivered', 'read', 'failed']))
  })

  it('hands conversations off between vendas, suporte and financeiro, and from AI to people', () => {
    const changed = conversationUpdates
    const keys = new Set(
      changed.flatMap((body) => body.changed_attributes.flatMap((entry) => Object.keys(entry))),
    )
    expect(keys).toEqual(
      new Set([
        'team_id',
        'assignee_id',
        'assignee_agent_bot_id',
        'status',
        'label_list',
        'priority',
        'updated_at',
      ]),
    )
    const teams = new Set(changed.flatMap(({ meta }) => (meta.team ? [meta.team.name] : [])))
    expect(teams).toEqual(new Set(['vendas', 'suporte', 'financeiro']))
    expect(new Set(statusChanges.map((body) => body.status))).toEqual(
      new Set(['open', 'snoozed', 'resolved']),
    )
  })

  it('has seven ratings, two of them changed later', () => {
    const rated = updatedMessages.flatMap(({ id, content_attributes }) =>
      'submitted_values' in content_attributes ? [id] : [],
    )
    expect(rated).toHaveLength(9)
    expect(new Set(rated).size).toBe(7)
  })

  it('identifies one customer in three inboxes by a CPF and a telephone in two spellings', () => {
    const updated = bodiesOf('contact_updated', bodies.contact_updated).filter(({ name }) =>
      /^mari/iu.test(name),
    )
    expect(
      updated.map(({ phone_number, custom_attributes }) => [phone_number, custom_attributes['cpf'] ?? null]),
    ).toEqual([
      ['+551187654321', '390.533.447-05'],
      [null, '39053344705'],
      ['+5511987654321', null],
    ])
  })

  it('gives father and son the same name and different identifiers', () => {
    const namesakes = createdContacts.filter(({ name }) => name === 'José Carlos Prado')
    expect(namesakes).toHaveLength(2)
    expect(new Set(namesakes.map(({ phone_number }) => phone_number)).size).toBe(2)
    const numbers = namesakes.map(({ custom_attributes }) => String(custom_attributes['cpf']))
    expect(new Set(numbers).size).toBe(2)
    expect(numbers.every((number) => cpf.isValid(number))).toBe(true)
  })

  it('counts the steps that become interactions', () => {
    const all = [...countInteractions(story, 'all').values()]
    const created = deliveries.filter(({ event }) => event === 'message_created').length
    const handedOff = conversationUpdates.filter((body) =>
      body.changed_attributes.some((entry) =>
        ['team_id', 'assignee_id', 'assignee_agent_bot_id'].some((key) => key in entry),
      ),
    ).length
    const moved = statusChanges.length
    const webhooks = [...countInteractions(story, 'webhooks').values()].reduce((sum, count) => sum + count, 0)
    expect(webhooks).toBe(created + handedOff + moved + 7)
    expect(Math.max(...all)).toBeLessThan(100)
  })
})
