import { once } from 'node:events'
import { parse } from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { createRemoteSubscriptions } from '../../../gateway/subscriptions/remoteSubscription.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { createLogRecorder } from '../fixtures/startFixtureGateway.ts'

type Event = { change: string; _eloCursor: string }

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const messageSchema = z.object({ type: z.string(), id: z.string().optional() })

/** A subgraph server that answers each subscription with the next of these lists of events and then dies. */
async function startDyingUpstream(eventsOf: (subscription: number) => Event[]) {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: () => 'graphql-transport-ws',
  })
  let subscriptions = 0
  server.on('connection', (socket) => {
    socket.on('message', (raw: Buffer) => {
      const { type, id } = messageSchema.parse(JSON.parse(raw.toString()))
      const send = (message: object, sent?: () => void) => socket.send(JSON.stringify(message), sent)
      if (type === 'connection_init') send({ type: 'connection_ack' })
      if (type !== 'subscribe') return
      for (const customerHistory of eventsOf(subscriptions))
        send({ type: 'next', id, payload: { data: { customerHistory } } })
      subscriptions += 1
      send({ type: 'ping' }, () => socket.terminate())
    })
  })
  await once(server, 'listening')
  stops.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/graphql`, subscriptions: () => subscriptions }
}

/** A subscription at such a server, which records its pauses instead of waiting. */
function follow(url: string, maxResumes: number) {
  const { logger, logged } = createLogRecorder()
  const pauses: number[] = []
  const remote = createRemoteSubscriptions({
    name: 'history',
    url,
    limits: { maxQueuedEvents: 100, maxResumes, maxResumePauseMs: 2_000 },
    logger,
    pause: async (ms) => void pauses.push(ms),
    random: () => 1,
  })
  stops.push(() => remote.stop())
  const query = 'subscription { customerHistory(customerId: "cus_1") { change } }'
  const events = remote.subscribe(
    {
      subgraph: 'history',
      query,
      document: parse(query),
      operationName: undefined,
      variables: [],
      isResumable: true,
    },
    { variables: {}, principal: demoPrincipal },
  )
  return { events, pauses, logged: () => logged.map(({ event }) => event) }
}

const position = (cursor: string): Event => ({ change: 'POSITION', _eloCursor: cursor })
const recorded = (cursor: string): Event => ({ change: 'RECORDED', _eloCursor: cursor })
const value = (change: string) => ({ value: { result: { data: { customerHistory: { change } } } } })

describe('a subscription whose upstream is lost again and again', () => {
  it('pauses longer each time, and ends, when the upstream only repeats the position', async () => {
    const upstream = await startDyingUpstream(() => [position('c1')])
    const { events, pauses, logged } = follow(upstream.url, 8)
    expect(await events.next()).toMatchObject(value('POSITION'))
    await expect(events.next()).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } })
    expect(pauses).toEqual([50, 100, 200, 400, 800, 1_600, 2_000, 2_000])
    expect(upstream.subscriptions()).toBe(9)
    expect(logged()).toEqual(['subscriptions_lost', 'subscriptions_ended'])
  })

  it('starts with the first pause again after an event that came after the position', async () => {
    const upstream = await startDyingUpstream((count) => {
      const last = `c${Math.max(1, count)}`
      return count === 0 ? [position(last)] : [position(last), recorded(`c${count + 1}`)]
    })
    const { events, pauses, logged } = follow(upstream.url, 1)
    expect(await events.next()).toMatchObject(value('POSITION'))
    for (let count = 0; count < 5; count += 1) expect(await events.next()).toMatchObject(value('RECORDED'))
    expect(pauses).toEqual([50, 50, 50, 50, 50])
    expect(logged().slice(0, 4)).toEqual([
      'subscriptions_lost',
      'subscriptions_resumed',
      'subscriptions_lost',
      'subscriptions_resumed',
    ])
    await events.return()
  })
})
