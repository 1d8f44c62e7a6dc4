import type { Client } from '@modelcontextprotocol/client'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { gatewayLimits } from '../../../gateway/limits/limits.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { callTool, connectMcp } from '../../support/connectMcp.ts'
import { assignedAgent } from '../../support/limitedCallers.ts'
import { until } from '../../support/until.ts'
import { principalIn, startWholeGraph, type WholeGraph } from '../../support/wholeGraph.ts'

const maxSubscriptionsOfPrincipal = 3
const limits = {
  ...gatewayLimits,
  traffic: { ...gatewayLimits.traffic, maxSubscriptionsOfPrincipal, subscriptionsPerSecond: 10_000 },
}

/** The header of a caller whose sign-in ends. */
const endingSoon = 'x-test-ending-soon'

let graph: WholeGraph
let all: Client
beforeAll(async () => {
  graph = await startWholeGraph({
    limits,
    principalOf: async ({ headers }) => ({
      ...principalIn(headers),
      ...(headers[endingSoon] !== undefined && {
        ends: {
          at: Date.now() + 200,
          check: () => Promise.reject(callerError('UNAUTHENTICATED', 'the token has expired')),
        },
      }),
    }),
  })
  all = await connectMcp({ url: graph.url, era: '2026' })
})

let keys = 0
const messageSchema = z.object({
  message: z.object({
    customer: z.object({ id: z.string() }),
    conversation: z.object({ id: z.string() }),
  }),
})

/** Record a message of the customer with this telephone; gives the ids of both. */
async function write(phone: string, by = all) {
  keys += 1
  const { structured } = await callTool(by, 'record_message', {
    customer: { identifiers: [{ type: 'PHONE', value: phone }] },
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER' },
    text: `message ${keys}`,
    idempotencyKey: `listen ${keys}`,
  })
  const { customer, conversation } = messageSchema.parse(structured).message
  return { customerId: customer.id, conversationId: conversation.id }
}

const historyOf = (customerId: string) => `elo://customers/${customerId}/history`

/** Listen to resources as a principal. `updates` grows with each notification. */
async function listen(uris: string[], { principal = demoPrincipal, headers = {} } = {}) {
  const client = await connectMcp({
    url: graph.url,
    era: '2026',
    headers: { ...graph.headersOf(principal), ...headers },
  })
  const updates: string[] = []
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
    updates.push(params.uri)
  })
  const subscription = await client.listen({ resourceSubscriptions: uris, toolsListChanged: true })
  return { client, updates, subscription, honored: subscription.honoredFilter }
}

describe('listening to the resources of customers', () => {
  it('notifies of each change of what is listened to, and of nothing else', async () => {
    const { customerId } = await write('+5511960000001')
    const other = await write('+5511960000002')
    const { updates, honored, subscription } = await listen([historyOf(customerId)])
    expect(honored).toEqual({ resourceSubscriptions: [historyOf(customerId)] })
    await write('+5511960000002')
    await write('+5511960000001')
    await until('the first change was notified', () => updates.length === 1)
    await callTool(all, 'add_note', {
      customer: { id: customerId },
      text: 'noted',
      actor: {},
      idempotencyKey: 'listen note',
    })
    await until('the second change was notified', () => updates.length === 2)
    expect(new Set(updates)).toEqual(new Set([historyOf(customerId)]))
    expect(other.customerId).not.toBe(customerId)
    await subscription.close()
  })

  it('follows no customer that there is not or that the caller may not see', async () => {
    const own = await write('+5511960000003')
    const foreign = await write('+5511960000004')
    await callTool(all, 'hand_off', {
      conversationId: own.conversationId,
      to: { person: { externalId: 'agent-1' } },
      actor: {},
      idempotencyKey: 'listen own',
    })
    const { updates, honored, subscription } = await listen(
      [own, foreign, { customerId: 'cus_none' }, { customerId: '%' }]
        .map(({ customerId }) => historyOf(customerId))
        .concat('file:///etc/passwd', `${historyOf(own.customerId)}/`),
      { principal: assignedAgent('agent-1') },
    )
    expect(honored).toEqual({ resourceSubscriptions: [historyOf(own.customerId)] })
    await write('+5511960000004')
    await write('+5511960000003')
    await until('the change was notified', () => updates.length > 0)
    expect(updates).toEqual([historyOf(own.customerId)])

    // The right ends: so do the notifications.
    await callTool(all, 'hand_off', {
      conversationId: own.conversationId,
      to: { person: { externalId: 'agent-2' } },
      actor: {},
      idempotencyKey: 'listen lost',
    })
    expect(await subscription.closed).toBe('graceful')
  })

  it('ends at once when there is nothing that the caller may follow', async () => {
    const { honored, subscription } = await listen([historyOf('cus_none')])
    expect([honored, await subscription.closed]).toEqual([{}, 'graceful'])
  })

  it('frees what the caller may hold when the client leaves', async () => {
    const { customerId } = await write('+5511960000005')
    const principal: Principal = { ...demoPrincipal, kind: 'AGENT', id: 'comes and goes' }
    for (let times = 0; times < maxSubscriptionsOfPrincipal * 2; times += 1) {
      const { client, honored } = await listen([historyOf(customerId)], { principal })
      expect(honored.resourceSubscriptions).toEqual([historyOf(customerId)])
      await client.close()
    }
  })

  it('ends with the sign-in of the caller', async () => {
    const { customerId } = await write('+5511960000007')
    const { subscription } = await listen([historyOf(customerId)], { headers: { [endingSoon]: 'yes' } })
    expect(await subscription.closed).toBe('remote')
  })

  it('is not offered to clients of the era with sessions', async () => {
    const client = await connectMcp({ url: graph.url, era: '2025' })
    expect(client.getServerCapabilities()?.resources).toEqual({ listChanged: false, subscribe: false })
    await expect(client.subscribeResource({ uri: historyOf('cus_none') })).rejects.toThrow()
  })

  // The last one, because it stops the gateway.
  it('ends in a way that the client listens again when the gateway stops', async () => {
    const { customerId } = await write('+5511960000006')
    const { subscription } = await listen([historyOf(customerId)])
    await graph.stop()
    expect(await subscription.closed).toBe('remote')
  })
})
