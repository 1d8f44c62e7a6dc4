import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { askForData } from '../../../../support/askGraph.ts'
import { type EloProcess, startEloProcess } from '../../../../support/eloProcess.ts'
import { openTestDatabase, type TestDatabase } from '../../../../support/testDatabase.ts'
import { until } from '../../../../support/until.ts'
import { createGroupOracle, type Held } from './groupOracle.ts'
import { openSocketMember, type SocketEvent } from './socketMember.ts'

const group = 'killed'
const disturbances = 8
const betweenMs = 4_000

let database: TestDatabase
const processes: (EloProcess | null)[] = []
const startElo = () => startEloProcess({ MONGODB_URI: database.uri, LOG_LEVEL: 'error' })

beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `group_killed_${randomUUID().slice(0, 8)}`)
  processes.push(await startElo(), await startElo())
})
afterAll(async () => {
  await Promise.all(processes.map(async (elo) => elo?.end('SIGKILL')))
  await database.drop()
})

const recordedSchema = z.object({
  recordMessage: z.object({
    message: z.object({ id: z.string(), customer: z.object({ id: z.string() }) }).nullable(),
  }),
})
const recording = `mutation ($input: RecordMessageInput!) {
  recordMessage(input: $input) { message { id customer { id } } userErrors { message } } }`

/** Record a message at whichever process answers, until it is recorded. */
async function record(customer: number, key: string): Promise<{ id: string; customerId: string }> {
  const input = {
    customer: { identifiers: [{ type: 'INTERNAL_ID', value: `killed-${customer}` }] },
    ...{ channel: 'WHATSAPP', actor: { kind: 'CUSTOMER' }, text: key, idempotencyKey: key },
  }
  for (let attempt = 0; ; attempt += 1) {
    const elo = processes[attempt % 2]
    try {
      if (!elo) throw new Error('killed')
      const { recordMessage } = await askForData(recordedSchema, elo.url, recording, { input })
      if (!recordMessage.message) throw new Error('not recorded')
      return { id: recordMessage.message.id, customerId: recordMessage.message.customer.id }
    } catch (error) {
      if (attempt > 600) throw error
      await delay(100)
    }
  }
}

describe('members of a consumer group at two processes that are killed and paused', () => {
  it(
    'process every message, in order for each customer, and repeat only what was not acknowledged',
    { timeout: 600_000 },
    async () => {
      const oracle = createGroupOracle({ arrivesLate: true })
      let writing = true
      let stopping = false
      const ends = new Map<string, number>()
      const count = (what: string) => ends.set(what, (ends.get(what) ?? 0) + 1)
      let stop: () => void = () => undefined
      const stopped = new Promise<void>((resolve) => (stop = resolve))
      // Also when it fails.
      onTestFinished(() => {
        writing = false
        stopping = true
        stop()
      })

      /** A bot that is always connected: at the one process or, when that is dead, at the other. */
      async function run(name: string, first: number): Promise<void> {
        for (let attempt = first; !stopping; attempt += 1) {
          const elo = processes[attempt % 2]
          if (!elo) {
            await delay(50)
            continue
          }
          const held: Held = new Map()
          let isOver = false
          const member = openSocketMember(elo.url, { group, member: name }, async (event: SocketEvent) => {
            if (isOver) return
            oracle.given(held, event.id, event.revision, event.replayed)
            const endsWith = oracle.acknowledging(held, event.id)
            const answer = await member.acknowledge(event.cursor)
            if ('lost' in answer) {
              endsWith('UNKNOWN')
              count(answer.lost)
            } else {
              endsWith(answer.code === null ? 'DONE' : 'REFUSED')
              if (answer.code === null) return
              count(`acknowledgement: ${answer.code}`)
              if (answer.code !== 'CONFLICT')
                oracle.faults.push(`an acknowledgement was refused: ${answer.code}`)
            }
            isOver = true
            await member.close()
          })
          const end = await Promise.race([member.ended, stopped])
          isOver = true
          count(end ?? 'stopped')
          await member.close()
          await delay(50)
        }
      }

      const bots = [run('a', 0), run('b', 1), run('c', 0)]
      const groupExists = () => database.connection.collection('feedMembers').countDocuments({})
      await until('three members are connected', async () => (await groupExists()) === 3)

      const writers = [0, 1, 2, 3].map(async (customer) => {
        for (let number = 0; writing; number += 1) {
          const { id, customerId } = await record(customer, `${customer}-${number}`)
          oracle.recorded(id, customerId)
          await delay(60)
        }
      })
      for (let number = 0; number < disturbances; number += 1) {
        await delay(betweenMs)
        const index = number % 2
        const elo = processes[index]
        if (!elo) continue
        if (number % 4 < 2) {
          processes[index] = null
          await elo.end('SIGKILL')
          processes[index] = await startElo()
        } else {
          elo.process.kill('SIGSTOP')
          // Longer than a lease.
          await delay(18_000)
          elo.process.kill('SIGCONT')
        }
      }
      writing = false
      await Promise.all(writers)
      const open = () => database.connection.collection('feedEntries').find({ isOpen: true }).toArray()
      await until(
        'everything is acknowledged',
        async () => oracle.missing().length === 0 && (await open()).length === 0,
        120_000,
      ).catch(async (error: unknown) => {
        const missing = oracle.missing()
        const entries = await database.connection
          .collection('feedEntries')
          .find({ interactionId: { $in: missing.slice(0, 20) } })
          .toArray()
        const rest = { missing: missing.slice(0, 20), entries, open: (await open()).slice(0, 20) }
        throw new Error(JSON.stringify({ ...rest, ...oracle.counts(), ends: [...ends] }), { cause: error })
      })
      stopping = true
      stop()
      await Promise.all(bots)
      process.stdout.write(`${JSON.stringify({ ...oracle.counts(), disturbances, ends: [...ends] })}\n`)
      expect(oracle.faults).toEqual([])
      expect(oracle.counts().written).toBeGreaterThan(200)
    },
  )
})
