import { z } from 'zod'
import { askGraph } from '../../scripts/command/askGraph.ts'
import { identifyCustomer } from '../measure/identifyCustomer.ts'
import { messageText } from './writtenMessage.ts'

/** A customer with an open conversation. */
export type Writer = { customerId: string; phone: string; firstText: string }

const recorded = z.object({ recordMessage: z.object({ message: z.object({ id: z.string() }) }) })

const atOnce = 16

/** Make customers through the graph; the first message of each opens a conversation. */
export async function seedConversations(url: string, customers: number): Promise<Writer[]> {
  const writers: Writer[] = []
  while (writers.length < customers) {
    const first = writers.length
    const numbers = Array.from({ length: Math.min(atOnce, customers - first) }, (_, index) => first + index)
    writers.push(...(await Promise.all(numbers.map((number) => seedConversation(url, number)))))
  }
  return writers
}

async function seedConversation(url: string, number: number): Promise<Writer> {
  const { id, phone } = await identifyCustomer(url, number)
  const firstText = messageText('first', number)
  await askGraph(
    url,
    recorded,
    'mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { message { id } } }',
    { input: recordInput(phone, firstText, `first-${number}`) },
  )
  return { customerId: id, phone, firstText }
}

/** RecordMessageInput for what a customer writes. */
export function recordInput(phone: string, text: string, idempotencyKey: string): object {
  return {
    customer: { identifiers: [{ type: 'PHONE', value: phone }] },
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER' },
    text,
    idempotencyKey,
  }
}
