import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { askGraph } from '../command/askGraph.ts'

/** A message that Elo acknowledged. It was recorded between the two times, which are of the clock of this process. */
export type Acknowledged = { id: string; sentAt: number; acknowledgedAt: number }

export type Writers = {
  customerIds: string[]
  /** What was acknowledged of each customer, in this order. */
  acknowledged: ReadonlyMap<string, Acknowledged[]>
  /** How many in all. */
  count: () => number
  /** Write through this address from the next message on. */
  moveTo(url: string): void
  stop(): Promise<void>
}

const identified = z.object({ identifyCustomer: z.object({ customer: z.object({ id: z.string() }) }) })
const recorded = z.object({
  recordMessage: z.object({ message: z.object({ id: z.string() }) }),
})

const pauseMs = 20

/**
 * Make customers, and record one message after the other for each until they are stopped. A message that is not
 * acknowledged is sent again with its key, also to another address.
 */
export async function startWriters(url: string, customers: number): Promise<Writers> {
  let address = url
  let isStopped = false
  const acknowledged = new Map<string, Acknowledged[]>()
  for (let number = 0; number < customers; number += 1) {
    const { identifyCustomer } = await askGraph(
      url,
      identified,
      'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } } }',
      { input: { identifiers: [{ type: 'EMAIL', value: `drill${number}@example.com` }] } },
    )
    acknowledged.set(identifyCustomer.customer.id, [])
  }

  async function write(customerId: string, number: number): Promise<void> {
    const input = messageOf(customerId, number)
    const sentAt = performance.now()
    for (;;) {
      try {
        const id = await record(address, input)
        acknowledged.get(customerId)?.push({ id, sentAt, acknowledgedAt: performance.now() })
        return
      } catch (error) {
        if (isStopped) throw error
        await delay(pauseMs)
      }
    }
  }

  const customerIds = [...acknowledged.keys()]
  const running = customerIds.map(async (customerId) => {
    for (let number = 1; !isStopped; number += 1) {
      await write(customerId, number)
      await delay(pauseMs)
    }
  })
  return {
    customerIds,
    acknowledged,
    count: () => [...acknowledged.values()].reduce((total, each) => total + each.length, 0),
    moveTo(other) {
      address = other
    },
    async stop() {
      isStopped = true
      await Promise.all(running)
    },
  }
}

/** The input of a message; the same one for the same number, so that it is recorded once. */
export function messageOf(customerId: string, number: number): object {
  return {
    customer: { id: customerId },
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER' },
    text: `message ${number}`,
    idempotencyKey: `drill-${customerId}-${number}`,
  }
}

/** Record a message. Gives its id. */
export async function record(url: string, input: object): Promise<string> {
  const { recordMessage } = await askGraph(
    url,
    recorded,
    'mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { message { id } } }',
    { input },
  )
  return recordMessage.message.id
}
