import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createFixtureSubgraphs } from '../fixtures/fixtureSubgraphs.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'
import { openStream, type Transport } from './openStream.ts'

const fixtures = createFixtureSubgraphs()
let gateways: FixtureGateway[]
beforeAll(async () => {
  gateways = [await startFixtureGateway({ fixtures }), await startFixtureGateway({ fixtures })]
})
afterAll(async () => {
  for (const gateway of gateways) await gateway.stop()
})

const query =
  'subscription ($after: String) { customerHistory(customerId: "cus_1", after: $after) { change cursor payload } }'
const eventSchema = z.object({
  data: z.object({
    customerHistory: z.object({ change: z.string(), cursor: z.string(), payload: z.string().nullable() }),
  }),
})

describe('a client that changes its transport and its gateway in mid-stream', () => {
  it('gets each event exactly once, in order', async () => {
    const { log } = fixtures
    let recorded = 0
    const record = () => log.record({ interaction: null, payload: `event ${(recorded += 1)}` })
    const path: [Transport, number][] = [
      ['WebSocket', 0],
      ['server-sent events', 1],
      ['multipart', 0],
      ['WebSocket', 1],
      ['multipart', 1],
      ['server-sent events', 0],
    ]
    const delivered: (string | null)[] = []
    let after: string | null = '0'
    for (const [transport, index] of path) {
      // What happens while the client is away, and while it follows.
      for (let n = 0; n < 3; n += 1) record()
      const stream = await openStream(transport, gateways[index]?.url ?? '', { query, variables: { after } })
      let position: string | null = null
      for (let n = 0; n < 7; n += 1) {
        if (n > 3) record()
        const item = await stream.next()
        if (item.kind !== 'result') throw new Error(`expected an event, got ${JSON.stringify(item)}`)
        const { change, cursor, payload } = eventSchema.parse(item.result).data.customerHistory
        if (change === 'POSITION') position = cursor
        else {
          delivered.push(payload)
          after = cursor
        }
      }
      expect(position).not.toBeNull()
      // It leaves before it has read this one.
      record()
      stream.close()
    }
    expect(delivered).toEqual(delivered.map((_, n) => `event ${n + 1}`))
    expect(delivered.length).toBe(36)
    await log.until(() => log.following === 0)
  })
})
