import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connectSocket, type Message } from '../../support/connectSocket.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
afterEach(() => gateway.stop())

const query =
  'subscription ($after: String) { customerHistory(customerId: "cus_1", after: $after) { change cursor payload } }'
const nextSchema = z.object({
  type: z.literal('next'),
  id: z.string(),
  payload: z.object({
    data: z.object({ customerHistory: z.object({ change: z.string(), cursor: z.string() }) }),
  }),
})
const errorSchema = z.object({
  type: z.literal('error'),
  id: z.string(),
  payload: z.tuple([
    z.object({
      message: z.string(),
      extensions: z.object({ code: z.string(), retryable: z.boolean(), cursor: z.string() }),
    }),
  ]),
})

/** All messages of a socket up to its end. */
async function messagesUntilClosed(client: Awaited<ReturnType<typeof connectSocket>>): Promise<Message[]> {
  const messages: Message[] = []
  for (;;) {
    const message = await Promise.race([client.next(), client.closed])
    if ('code' in message) return messages
    messages.push(message)
  }
}

describe('a client that reads too slowly', () => {
  it('gets the position of each subscription before 4290, and continues from it exactly', async () => {
    gateway = await startFixtureGateway()
    const { log } = gateway.fixtures
    const slow = await connectSocket(gateway.url)
    for (let n = 0; n < 20; n += 1) {
      slow.subscribe(`s${n}`, query, { after: '0' })
      await slow.next()
    }
    slow.socket.pause()
    const payload = 'x'.repeat(512 * 1024)
    for (let n = 0; n < 8; n += 1) log.record({ interaction: null, payload })
    await log.until(() => log.following === 0)
    slow.socket.resume()
    const messages = await messagesUntilClosed(slow)
    expect((await slow.closed).code).toBe(4290)

    const read = new Map<string, string>()
    const positions = new Map<string, string>()
    for (const message of messages) {
      const event = nextSchema.safeParse(message)
      if (event.success) read.set(event.data.id, event.data.payload.data.customerHistory.cursor)
      else {
        const { id, payload: errors } = errorSchema.parse(message)
        expect(errors[0]).toMatchObject({ extensions: { code: 'SLOW_CONSUMER', retryable: true } })
        positions.set(id, errors[0].extensions.cursor)
      }
    }
    // The position is that of the last event that was read; it is 0 where none was.
    expect([...positions]).toEqual(Array.from({ length: 20 }, (_, n) => [`s${n}`, read.get(`s${n}`) ?? '0']))

    const again = await connectSocket(gateway.url)
    for (const [id, after] of [...positions].slice(0, 3)) {
      again.subscribe(id, query, { after })
      const cursors: number[] = []
      for (let n = Number(after); n <= 8; n += 1) {
        const { payload: result } = nextSchema.parse(await again.next())
        cursors.push(Number(result.data.customerHistory.cursor))
      }
      const rest = Array.from({ length: 8 - Number(after) }, (_, n) => Number(after) + n + 1)
      expect(cursors).toEqual([Number(after), ...rest])
      again.send({ id, type: 'complete' })
    }
    again.socket.close()
  })

  it('has at most 1 MB and one message waiting', async () => {
    gateway = await startFixtureGateway()
    const { log } = gateway.fixtures
    const slow = await connectSocket(gateway.url)
    for (let n = 0; n < 100; n += 1) {
      slow.subscribe(`s${n}`, 'subscription { customerHistory(customerId: "cus_1", after: "0") { payload } }')
      await slow.next()
    }
    slow.socket.pause()
    const payload = 'x'.repeat(256 * 1024)
    for (let n = 0; n < 40; n += 1) log.record({ interaction: null, payload })
    await log.until(() => log.following === 0)
    slow.socket.resume()
    const messages = await messagesUntilClosed(slow)
    expect((await slow.closed).code).toBe(4290)
    // What the sockets of the system hold was sent before; no cursor was selected, so there is no position.
    expect(messages.length).toBeLessThan(100)
    expect(new Set(messages.map(({ type }) => type))).toEqual(new Set(['next']))
  })
})
