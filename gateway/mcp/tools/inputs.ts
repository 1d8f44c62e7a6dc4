import { z } from 'zod'

/** The enums of the graph that tools take; a test compares them with the schema. */
export const graphEnums = {
  Channel: z.enum([
    'WHATSAPP',
    'EMAIL',
    'INSTAGRAM',
    'TELEGRAM',
    'WEBSITE',
    'FACEBOOK',
    'SMS',
    'VOICE',
    'LINE',
    'IN_PERSON',
    'API',
    'OTHER',
  ]),
  ActorKind: z.enum(['CUSTOMER', 'HUMAN', 'AI', 'AUTOMATION', 'SYSTEM']),
  InteractionKind: z.enum([
    'MESSAGE',
    'NOTE',
    'ACTION',
    'COMMITMENT',
    'FEEDBACK',
    'HANDOFF',
    'STATUS_CHANGE',
    'IDENTITY_CHANGE',
  ]),
  IdentifierType: z.enum([
    'PHONE',
    'EMAIL',
    'CPF',
    'CNPJ',
    'INTERNAL_ID',
    'CHATWOOT_CONTACT',
    'WHATSAPP',
    'INSTAGRAM',
    'TELEGRAM',
  ]),
  ActionType: z.enum(['APPOINTMENT', 'PAYMENT', 'REFUND', 'ORDER', 'QUOTE', 'TRANSFER', 'OTHER']),
  ActionStatus: z.enum(['REQUESTED', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'CANCELLED']),
  MatterKind: z.enum(['ORDER', 'INVOICE', 'COMPLAINT', 'CONTRACT', 'SUBSCRIPTION', 'OTHER']),
  CommitmentKind: z.enum(['PRICE', 'DISCOUNT', 'REFUND', 'DATE', 'CALL_BACK', 'REPLACEMENT', 'OTHER']),
  Visibility: z.enum(['PUBLIC', 'INTERNAL']),
} as const

export const customerId = z.string().describe('The id of the customer, cus_…')
export const conversationId = z.string().describe('The id of the conversation, cnv_…')

const identifier = z.object({
  type: graphEnums.IdentifierType,
  value: z.string().describe('As it was received, e.g. (11) 98765-4321'),
})

export const oneIdentifier = identifier.describe('One identifier of the customer, in any usual spelling')

/** Which customer a recording is of. */
export const customer = z
  .object({
    id: customerId.optional(),
    identifiers: z.array(identifier).optional(),
    name: z.string().optional(),
  })
  .describe('The customer: their id, or identifiers by which they are found or else created; not both')

export const actor = z
  .object({
    kind: graphEnums.ActorKind.describe('AI for you, CUSTOMER for what the customer wrote'),
    externalId: z.string().optional().describe('The id of the actor in its own system'),
    name: z.string().optional(),
    model: z.string().optional().describe('For AI: the model that it runs on'),
    version: z.string().optional().describe('For AI: the version of its program or prompt'),
    briefId: z.string().optional().describe('For AI: the id of the brief that it was given'),
  })
  .describe('Who did it')

/** By which agent something is done: an AI agent unless it says otherwise. */
export const agent = actor.extend({ kind: graphEnums.ActorKind.default('AI') }).describe('Who does it: you')

export const matter = z
  .object({
    kind: graphEnums.MatterKind,
    externalId: z.string().describe('Its id in the system it belongs to, e.g. an order number'),
  })
  .describe('The order, invoice or other thing that it is about')

export const money = z.object({
  amount: z.string().describe('A decimal number, e.g. 129.90'),
  currency: z.string().describe('ISO 4217, e.g. BRL'),
})

export const idempotencyKey = z
  .string()
  .describe(
    'Any text that is new for each thing that you record, at most 255 characters. After a lost answer call again with the same key: it is recorded once',
  )

export const department = z.string().describe('The exact name of a department')

/** Which interactions; all given fields must match. */
export const historyFilter = z
  .object({
    kinds: z.array(graphEnums.InteractionKind).optional(),
    channels: z.array(graphEnums.Channel).optional(),
    departments: z.array(department).optional(),
    actorKinds: z.array(graphEnums.ActorKind).optional(),
  })
  .describe('Only interactions that match all of these')

export const limit = z.number().int().default(20).describe('At most this many, 1 to 100')
