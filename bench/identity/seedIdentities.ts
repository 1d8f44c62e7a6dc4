import type { Connection } from 'mongoose'
import { z } from 'zod'
import { newId } from '../../platform/lang/ids.ts'
import { type InteractionDocument, interactionModel } from '../../interactions/log/interactionModel.ts'
import { termsOf } from '../../interactions/search/termsOf.ts'
import { askGraph } from '../../scripts/command/askGraph.ts'

/** How large a customer is, and by what. */
export const shapes = ['small', '1,000 identifiers', '100 profiles'] as const
export type Shape = (typeof shapes)[number]

const identifiersAtOnce = 20
const stepMs = 7 * 60_000

const identified = z.object({ identifyCustomer: z.object({ customer: z.object({ id: z.string() }) }) })
const merged = z.object({ mergeCustomers: z.object({ customer: z.object({ id: z.string() }) }) })

/** The identifiers by which a customer of this shape is looked up. */
export function lookedUpBy(shape: Shape, number: number): string[] {
  const last = { small: 0, '1,000 identifiers': 999, '100 profiles': 99 }[shape]
  return [0, Math.floor(last / 2), last].map((index) => identifierOf(shape, number, index))
}

function identifierOf(shape: Shape, number: number, index: number): string {
  return `${shape} customer ${number} identifier ${index}`
}

/** Make customers of one shape through the graph, with the same number of interactions each. */
export async function seedIdentities({
  url,
  connection,
  shape,
  customers,
  interactions,
}: {
  url: string
  connection: Connection
  shape: Shape
  customers: number
  interactions: number
}): Promise<void> {
  for (let number = 0; number < customers; number += 1) {
    const profileIds = await makeCustomer(url, shape, number)
    const documents = Array.from({ length: interactions }, (_, index) =>
      messageOf(
        profileIds[index % profileIds.length] ?? '',
        index,
        Math.floor(index / profileIds.length) + 1,
      ),
    )
    // The records of the merges have taken the first positions.
    const ends = await Promise.all(profileIds.map((profileId) => lastPosition(connection, profileId)))
    const shifted = documents.map((document, index) => {
      const seq = document.seq + (ends[index % profileIds.length] ?? 0)
      return { ...document, seq, positions: [seq] }
    })
    await interactionModel(connection).insertMany(shifted, { lean: true })
  }
}

async function makeCustomer(url: string, shape: Shape, number: number): Promise<string[]> {
  const identify = async (indices: number[]) => {
    const identifiers = indices.map((index) => ({
      type: 'INTERNAL_ID',
      value: identifierOf(shape, number, index),
    }))
    const { identifyCustomer } = await askGraph(
      url,
      identified,
      'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } } }',
      { input: { identifiers, name: `Customer ${number}` } },
    )
    return identifyCustomer.customer.id
  }
  const first = await identify([0])
  if (shape === '1,000 identifiers') {
    for (let index = 1; index < 1_000; index += identifiersAtOnce - 1) {
      const count = Math.min(identifiersAtOnce - 1, 1_000 - index)
      await identify([0, ...Array.from({ length: count }, (_, offset) => index + offset)])
    }
  }
  const profileIds = [first]
  while (shape === '100 profiles' && profileIds.length < 100) {
    const other = await identify([profileIds.length])
    profileIds.push(other)
    await askGraph(
      url,
      merged,
      'mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { customer { id } } }',
      { input: { customerId: first, otherCustomerId: other } },
    )
  }
  return profileIds
}

async function lastPosition(connection: Connection, profileId: string): Promise<number> {
  const last = await interactionModel(connection).findOne({ profileId }).sort({ seq: -1 }).lean()
  return last?.seq ?? 0
}

function messageOf(profileId: string, index: number, seq: number): InteractionDocument {
  // Later than the merges, as in practice.
  const at = new Date(Date.now() + index * stepMs)
  return {
    _id: newId('int'),
    profileId,
    seq,
    positions: [seq],
    kind: 'MESSAGE',
    occurredAt: at,
    recordedAt: at,
    changedAt: at,
    revision: 1,
    channel: 'WHATSAPP',
    inbox: null,
    department: null,
    conversationId: null,
    actor: { kind: 'CUSTOMER', id: null, name: null },
    visibility: 'PUBLIC',
    fingerprint: '',
    summary: `Mensagem ${index}`,
    terms: termsOf({ kind: 'MESSAGE', summary: '', body: { text: `Mensagem ${index}` } }),
    body: {
      text: `Mensagem ${index}`,
      attachments: [],
      deliveryStatus: null,
      deleted: false,
      editedAt: null,
    },
  }
}
