import { z } from 'zod'
import { actor, agent, conversationId, customer, department, graphEnums, idempotencyKey } from './inputs.ts'
import { defineTool } from './tool.ts'

const userErrors = 'userErrors { code message field }'
const placed = 'id occurredAt conversation { id protocol } customer { id }'
const recordedSchema = z.record(z.string(), z.unknown())
const placedSchema = z.object({
  id: z.string(),
  conversation: z.object({ id: z.string() }).nullish(),
  customer: z.object({ id: z.string() }).nullish(),
})

/** Says what was recorded, by its ids. */
function recordedText(member: string): (value: Readonly<Record<string, unknown>>) => string {
  return (value) => {
    const { data } = placedSchema.safeParse(recordedSchema.parse(value)[member])
    if (!data) return 'Recorded.'
    const { id, conversation, customer: whose } = data
    return [
      `Recorded ${id}`,
      ...(conversation ? [`in ${conversation.id}`] : []),
      ...(whose ? [`of ${whose.id}`] : []),
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
    occurredAt: z.string().optional().describe('When it was sent, ISO 8601 with an offset; default now'),
    department: department.optional(),
    idempotencyKey,
  }),
  document: `mutation McpRecordMessage($input: RecordMessageInput!) {
    recordMessage(input: $input) { message { ${placed} } ${userErrors} }
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
    amount: z
      .object({
        amount: z.string().describe('A decimal number, e.g. 129.90'),
        currency: z.string().describe('ISO 4217, e.g. BRL'),
      })
      .optional(),
    externalReference: z.string().optional().describe('Its id in the system that carried it out'),
    summary: z.string().optional().describe('One line, at most 200 characters'),
    actor: agent,
    conversationId: conversationId.optional(),
    department: department.optional(),
    visibility: graphEnums.Visibility.optional().describe(
      'INTERNAL hides it from the customer; default PUBLIC',
    ),
    idempotencyKey,
  }),
  document: `mutation McpRecordAction($input: RecordActionInput!) {
    recordAction(input: $input) { action { ${placed} type name status } ${userErrors} }
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
    conversationId: conversationId.optional(),
    department: department.optional(),
    idempotencyKey,
  }),
  document: `mutation McpAddNote($input: RecordNoteInput!) {
    recordNote(input: $input) { note { ${placed} } ${userErrors} }
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
    handOffConversation(input: $input) { handoff { ${placed} reason } ${userErrors} }
  }`,
  variables: (input) => ({ input }),
  root: 'handOffConversation',
  textOf: recordedText('handoff'),
})
