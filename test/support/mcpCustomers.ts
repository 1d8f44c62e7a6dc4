import type { Client } from '@modelcontextprotocol/client'
import { z } from 'zod'
import { callTool } from './connectMcp.ts'

const recordedSchema = z.object({
  id: z.string(),
  customer: z.object({ id: z.string() }),
  conversation: z.object({ id: z.string() }).nullable(),
})

/** Record a message of the customer with a telephone, Ana, by the tool; gives the ids. */
export async function recordMessage(
  client: Client,
  phone: string,
  text: string,
  more: Record<string, unknown> = {},
): Promise<{ id: string; customerId: string; conversationId: string }> {
  const { structured } = await callTool(client, 'record_message', {
    customer: { identifiers: [{ type: 'PHONE', value: phone }], name: 'Ana' },
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER' },
    text,
    idempotencyKey: `message ${phone} ${text}`,
    ...more,
  })
  const { id, customer, conversation } = recordedSchema.parse(structured['message'])
  return { id, customerId: customer.id, conversationId: conversation?.id ?? '' }
}
