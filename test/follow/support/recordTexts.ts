import { z } from 'zod'
import { askForData } from '../../support/askGraph.ts'

const schema = z.object({
  recordMessage: z.object({
    message: z.object({ id: z.string(), customer: z.object({ id: z.string() }) }),
  }),
})
const mutation = `mutation ($input: RecordMessageInput!) {
  recordMessage(input: $input) { message { id customer { id } } } }`

/** Record a message of the customer with a telephone; the key makes a repeat harmless. Gives the customer's id. */
export async function recordText(url: string, phone: string, text: string): Promise<string> {
  const customer = { identifiers: [{ type: 'PHONE', value: phone }] }
  const input = { customer, channel: 'WHATSAPP', text, actor: { kind: 'CUSTOMER' }, idempotencyKey: text }
  const { recordMessage } = await askForData(schema, url, mutation, { input })
  return recordMessage.message.customer.id
}
