import { z } from 'zod'
import {
  actor,
  agent,
  conversationId,
  customer,
  department,
  graphEnums,
  idempotencyKey,
  matter,
  money,
} from './inputs.ts'
import { defineTool } from './tool.ts'

const userErrors = 'userErrors { code message field }'
/**
 * Nothing but ids is selected of what is recorded: a caller may record what it may not read, e.g. an AI agent a note.
 * Then only the id is there.
 */
const resolution = 'resolution { created customer { id } }'
const withId = z.object({ id: z.string() }).nullish()
const placedSchema = z
  .object({
    conversation: withId,
    customer: withId,
    outOfTurn: z.object({ heldBy: z.object({ kind: z.string() }) }).nullish(),
  })
  .nullish()
const recordedSchema = z.object({
  conversation: withId,
  resolution: z.object({ created: z.boolean(), customer: withId }).nullish(),
})

/** Says what was recorded, by its ids. */
function recordedText(member: string): (value: Readonly<Record<string, unknown>>) => string {
  return (value) => {
    const recorded = withId.parse(value[member])
    const { conversation, resolution: found } = recordedSchema.parse(value)
    const placed = placedSchema.parse(value[member])
    const within = conversation ?? placed?.conversation
    const whose = found?.customer ?? placed?.customer
    return [
      'Recorded',
      ...(recorded ? [recorded.id] : []),
      ...(within ? [`in ${within.id}`] : []),
      ...(whose ? [`of ${found?.created ? 'the new customer ' : ''}${whose.id}`] : []),
      ...(placed?.outOfTurn ? [`out of turn: ${placed.outOfTurn.heldBy.kind} had the turn`] : []),
    ].join(' ')
  }
}

export const recordMessage = defineTool({
  name: 'record_message',
  title: 'Record a message',
  description:
    'Record a message between the customer and the business that was sent elsewhere. It sends nothing. Without `conversationId` it continues the open conversation of the customer on the channel, or opens one.',
  isReadOnly: false,
  input: z.object({
    customer,
    channel: graphEnums.Channel,
    actor,
    text: z.string(),
    conversationId: conversationId.optional(),
    turnToken: z
      .number()
      .int()
      .optional()
      .describe('For your own message: `token` of the turn in which you sent it'),
    matter: matter.optional(),
    occurredAt: z.string().optional().describe('When it was sent, ISO 8601 with an offset; default now'),
    department: department.optional(),
    idempotencyKey,
  }),
  document: `mutation McpRecordMessage($input: RecordMessageInput!) {
    recordMessage(input: $input) { message { id outOfTurn { heldBy { kind externalId name } since } conversation { id protocol } customer { id } } ${resolution} ${userErrors} }
  }`,
  variables: (input) => ({ input }),
  root: 'recordMessage',
  textOf: recordedText('message'),
})

export const recordAction = defineTool({
  name: 'record_action',
  title: 'Record an action',
  description:
    'Record something that was done for the customer: an appointment, a payment, a refund, an order, a quote. It carries out nothing.',
  isReadOnly: false,
  input: z.object({
    customer,
    type: graphEnums.ActionType,
    name: z.string().optional().describe('With type OTHER: its name in snake_case'),
    status: graphEnums.ActionStatus.optional().describe('Default COMPLETED'),
    amount: money.optional(),
    externalReference: z.string().optional().describe('Its id in the system that carried it out'),
    summary: z.string().optional().describe('One line, at most 200 characters'),
    actor: agent,
    matter: matter.optional(),
    conversationId: conversationId.optional(),
    department: department.optional(),
    visibility: graphEnums.Visibility.optional().describe(
      'INTERNAL hides it from the customer; default PUBLIC',
    ),
    idempotencyKey,
  }),
  document: `mutation McpRecordAction($input: RecordActionInput!) {
    recordAction(input: $input) { action { id type name status } ${resolution} ${userErrors} }
  }`,
  variables: (input) => ({ input }),
  root: 'recordAction',
  textOf: recordedText('action'),
})

export const addNote = defineTool({
  name: 'add_note',
  title: 'Add a note for colleagues',
  description: 'Write a note about a customer for colleagues. The customer never sees it.',
  isReadOnly: false,
  input: z.object({
    customer,
    text: z.string(),
    actor: agent,
    matter: matter.optional(),
    conversationId: conversationId.optional(),
    department: department.optional(),
    idempotencyKey,
  }),
  document: `mutation McpAddNote($input: RecordNoteInput!) {
    recordNote(input: $input) { note { id } ${resolution} ${userErrors} }
  }`,
  variables: (input) => ({ input }),
  root: 'recordNote',
  textOf: recordedText('note'),
})

const assignee = z.object({
  externalId: z.string().describe('Its id in the system it belongs to'),
  name: z.string().optional(),
})

export const handOff = defineTool({
  name: 'hand_off',
  title: 'Hand a conversation over',
  description:
    'Pass a conversation on to a department (`team`), a person or another AI agent (`bot`). Say in `reason` where things stand, so that nobody asks the customer again.',
  isReadOnly: false,
  input: z.object({
    conversationId,
    to: z
      .object({ team: assignee.optional(), person: assignee.optional(), bot: assignee.optional() })
      .describe('Who is responsible now: at least one'),
    reason: z.string().optional().describe('At most 1,000 characters'),
    actor: agent,
    idempotencyKey,
  }),
  document: `mutation McpHandOff($input: HandOffConversationInput!) {
    handOffConversation(input: $input) { handoff { id } conversation { id protocol } ${userErrors} }
  }`,
  variables: (input) => ({ input }),
  root: 'handOffConversation',
  textOf: recordedText('handoff'),
})
