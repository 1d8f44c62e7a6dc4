import type { Connection } from 'mongoose'
import { z } from 'zod'
import { newId } from '../../platform/lang/ids.ts'
import { type InteractionDocument, interactionModel } from '../../interactions/log/interactionModel.ts'
import { askGraph } from '../../scripts/command/askGraph.ts'
import { identifyCustomer } from '../measure/identifyCustomer.ts'
import { templateHistory } from './templateHistory.ts'

const atOnce = 16
const documentsPerInsert = 4_000
const firstAt = Date.parse('2026-03-02T09:00:00.000Z')
const stepMs = 7 * 60_000

type Place = { profileId: string; conversationId: string }

/**
 * Fill an empty Elo with customers, each with a history. Customers, conversations and the first history are recorded
 * through the graph. The other histories are copies of the first, inserted into the collection.
 */
export async function seedHistory({
  url,
  connection,
  customers,
  interactions,
  onProgress,
}: {
  url: string
  connection: Connection
  customers: number
  interactions: number
  onProgress: (what: string, done: number, total: number) => void
}): Promise<void> {
  const places: Place[] = []
  for (let from = 0; from < customers; from += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, customers - from) }, (_, index) => from + index)
    places.push(...(await Promise.all(numbers.map((number) => makeCustomer(url, number)))))
    onProgress('customers', places.length, customers)
  }
  const [model, ...others] = places
  if (!model) return
  for (const [index, { mutation, input }] of templateHistory(interactions).entries()) {
    await record(url, mutation, toInput(mutation, input, model, index))
  }
  const collection = interactionModel(connection)
  const template = await collection.find({ profileId: model.profileId }).sort({ seq: 1 }).lean()
  if (template.length !== interactions)
    throw new Error(`expected ${interactions} interactions of the first customer, got ${template.length}`)
  let batch: InteractionDocument[] = []
  for (const [index, place] of others.entries()) {
    batch.push(...template.map((document) => copyOf(document, place, index + 1)))
    if (batch.length < documentsPerInsert && index + 1 < others.length) continue
    await collection.insertMany(batch, { ordered: false, lean: true })
    batch = []
    onProgress('histories', index + 2, customers)
  }
}

const opened = z.object({ recordConversation: z.object({ conversation: z.object({ id: z.string() }) }) })

async function makeCustomer(url: string, number: number): Promise<Place> {
  // The first profile of a customer is stored with the id of the customer.
  const { id: profileId } = await identifyCustomer(url, number)
  const { recordConversation } = await askGraph(
    url,
    opened,
    'mutation ($input: RecordConversationInput!) { recordConversation(input: $input) { conversation { id } userErrors { message } } }',
    {
      input: {
        customer: { id: profileId },
        channel: 'WHATSAPP',
        inbox: 'WhatsApp da loja',
        status: 'RESOLVED',
        createdAt: new Date(firstAt).toISOString(),
        observedAt: new Date(firstAt).toISOString(),
        source: { system: 'bench', externalId: `conversation ${number}` },
      },
    },
  )
  return { profileId, conversationId: recordConversation.conversation.id }
}

function toInput(
  mutation: string,
  input: Record<string, unknown>,
  { profileId, conversationId }: Place,
  index: number,
): Record<string, unknown> {
  const isOfConversation = mutation === 'handOffConversation' || mutation === 'changeConversationStatus'
  return {
    ...input,
    ...(isOfConversation ? {} : { customer: { id: profileId } }),
    ...(['recordMessage', 'recordAction', 'recordFeedback'].includes(mutation) && { channel: 'WHATSAPP' }),
    // A second rating in one conversation would amend the first one.
    ...(mutation === 'recordFeedback' ? {} : { conversationId }),
    occurredAt: new Date(firstAt + (index + 1) * stepMs).toISOString(),
    source: { system: 'bench', externalId: `interaction ${index}` },
  }
}

const recorded = z.record(
  z.string(),
  z.object({ userErrors: z.array(z.object({ message: z.string() })).max(0) }),
)

async function record(url: string, mutation: string, input: Record<string, unknown>): Promise<void> {
  const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  await askGraph(
    url,
    recorded,
    `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { userErrors { message } } }`,
    { input },
  )
}

function copyOf(document: InteractionDocument, place: Place, number: number): InteractionDocument {
  const { source, idempotencyKey, ...rest } = document
  return {
    ...rest,
    _id: newId('int'),
    profileId: place.profileId,
    conversationId: document.conversationId === null ? null : place.conversationId,
    ...(source && { source: { ...source, externalId: `${source.externalId} of ${number}` } }),
    ...(idempotencyKey !== undefined && { idempotencyKey: `${idempotencyKey} of ${number}` }),
  }
}
