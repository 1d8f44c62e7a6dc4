import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../../embeddedMongo/support/temporaryFolder.ts'
import { message, recordedSchema, recordMutation } from '../../singleProcess/support/startSingleProcess.ts'
import { askForData } from '../../support/askGraph.ts'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import { startEloProcess } from '../../support/eloProcess.ts'
import { openTestDatabase } from '../../support/testDatabase.ts'

const query = `subscription ($id: ID!, $after: String) {
  customerHistory(customerId: $id, after: $after) { cursor interaction { ... on Message { text } } }
}`
const nextSchema = z.object({
  id: z.string(),
  payload: z.object({
    data: z.object({
      customerHistory: z.object({
        cursor: z.string(),
        interaction: z.object({ text: z.string() }).nullable(),
      }),
    }),
  }),
})
const errorSchema = z.object({
  type: z.literal('error'),
  id: z.string(),
  payload: z.array(z.object({ extensions: z.object({ code: z.string(), cursor: z.string() }) })).length(1),
})

const others = 100
const subscriptionsOfSlow = 20
const messagesOfPhase = 100
const rounds = 3
const pauseMs = 100
const filling = 'x'.repeat(5_000)

/** The number at the beginning of a message's text. */
function numberOf(text: string): number {
  return Number(text.split(' ')[0])
}

function p99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN
}

describe('a client that stops reading', () => {
  it('is closed and continues exactly; the others hardly notice', async () => {
    const database = await openTestDatabase(inject('mongodbUri'), 'slow-consumer')
    onTestFinished(() => database.drop())
    const elo = await startEloProcess({
      MONGODB_URI: database.uri,
      ELO_DATA_DIR: await temporaryFolder(),
      LOG_LEVEL: 'error',
    })
    onTestFinished(async () => void (await elo.end('SIGTERM')))
    const write = async (text: string) => {
      const input = message('+5511984100001', text)
      const answer = await askForData(recordedSchema, elo.url, recordMutation, { input })
      return answer.recordMessage.message?.customer.id ?? ''
    }
    const id = await write('0')

    const writtenAt = new Map<number, number>()
    const delays: number[] = []
    const seenBy: number[][] = []
    const open = async (): Promise<SocketClient> => {
      const client = await connectSocket(elo.url)
      onTestFinished(() => client.socket.terminate())
      return client
    }
    for (let n = 0; n < others; n += 1) {
      const client = await open()
      client.subscribe('s', query, { id })
      await client.next()
      const seen: number[] = []
      seenBy.push(seen)
      client.socket.on('message', (data: Buffer) => {
        const event = nextSchema.safeParse(JSON.parse(data.toString()))
        const text = event.data?.payload.data.customerHistory.interaction?.text
        if (text === undefined) return
        seen.push(numberOf(text))
        delays.push(performance.now() - (writtenAt.get(numberOf(text)) ?? 0))
      })
    }
    /** Write the messages of a phase, at a steady rate; gives the delays until clients had them, in ms. */
    async function phase(from: number): Promise<number[]> {
      delays.length = 0
      for (let n = from; n < from + messagesOfPhase; n += 1) {
        writtenAt.set(n, performance.now())
        await Promise.all([write(`${n} ${filling}`), wait(pauseMs)])
      }
      while (delays.length < messagesOfPhase * others) await wait(20)
      return [...delays]
    }
    let last = 0
    const next = async () => {
      const taken = await phase(last + 1)
      last += messagesOfPhase
      return p99(taken)
    }
    await next()
    const ratios: number[] = []
    const stalled: { client: SocketClient; from: number }[] = []
    for (let round = 0; round < rounds; round += 1) {
      const alone = await next()
      const client = await open()
      for (let n = 0; n < subscriptionsOfSlow; n += 1) {
        client.subscribe(`s${n}`, query, { id })
        await client.next()
      }
      client.socket.pause()
      stalled.push({ client, from: last })
      const beside = await next()
      ratios.push(beside / alone)
      process.stdout.write(`p99 ${alone.toFixed(1)} ms; beside a stalled client ${beside.toFixed(1)} ms\n`)
    }
    process.stdout.write(`ratios ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}\n`)
    const all = Array.from({ length: last }, (_, n) => n + 1)
    for (const seen of seenBy) expect(seen).toEqual(all)
    for (const { client, from } of stalled) expect(await resume(client, from)).toEqual(all.slice(from))

    /** What each subscription of a stalled client got, before it was closed and after it has resumed; all the same. */
    async function resume(client: SocketClient, from: number): Promise<number[]> {
      const seenBySlow = new Map<string, number[]>()
      const cursors = new Map<string, string>()
      const take = (given: unknown) => {
        const event = nextSchema.parse(given)
        const { cursor, interaction } = event.payload.data.customerHistory
        cursors.set(event.id, cursor)
        if (!interaction) return
        seenBySlow.set(event.id, [...(seenBySlow.get(event.id) ?? []), numberOf(interaction.text)])
      }
      client.socket.resume()
      for (;;) {
        const given = await Promise.race([client.next(), client.closed])
        if ('code' in given) {
          // 1006: it did not read for longer than the server waits for the end of a close.
          expect([4290, 1006]).toContain(given.code)
          break
        }
        const error = errorSchema.safeParse(given)
        if (!error.success) take(given)
        else expect(error.data.payload[0]?.extensions.cursor).toBe(cursors.get(error.data.id))
      }
      const again = await open()
      for (let n = 0; n < subscriptionsOfSlow; n += 1) {
        const name = `s${n}`
        // It had read its position before it stalled.
        const after = cursors.get(name)
        if (after === undefined) throw new Error(`expected that ${name} has read something after ${from}`)
        again.subscribe(name, query, { id, after })
      }
      while ([...seenBySlow.values()].some((seen) => seen.at(-1) !== last)) take(await again.next())
      const [first = [], ...rest] = [...seenBySlow.values()]
      expect(rest.length).toBe(subscriptionsOfSlow - 1)
      for (const seen of rest) expect(seen).toEqual(first)
      again.socket.terminate()
      return first
    }
  })
})
