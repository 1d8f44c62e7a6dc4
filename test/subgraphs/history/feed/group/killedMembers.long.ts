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
const disturbances = 4
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
      const oracle = createGroupOracle()
      let writing = true
      let stopping = false
      let ends = 0
      // Also when it fails.
      onTestFinished(() => {
        writing = false
        stopping = true
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
            const takeBack = oracle.acknowledging(held, event.id)
            const refusal = await member.acknowledge(event.cursor)
            if (refusal === null) return
            // Whether an acknowledgement without an answer was done is not known, so a repeat is allowed.
            if (refusal === 'CONFLICT' || refusal === 'LOST') takeBack()
            else oracle.faults.push(`an acknowledgement was refused: ${refusal}`)
            isOver = true
            await member.close()
          })
          const stop = until('the test stops', () => stopping, 600_000).then(() => member.close())
          await Promise.race([member.ended, stop])
          isOver = true
          ends += 1
          await member.close()
        }
      }

      const bots = [run('a', 0), run('b', 1), run('c', 0)]
      const groupExists = () => database.connection.collection('feedMembers').countDocuments({})
      await until('three members are connected', async () => (await groupExists()) === 3)

      const writers = [0, 1, 2, 3].map(async (customer) => {
        for (let count = 0; writing; count += 1) {
          const { id, customerId } = await record(customer, `${customer}-${count}`)
          oracle.recorded(id, customerId)
          await delay(20)
        }
      })
      for (let count = 0; count < disturbances; count += 1) {
        await delay(betweenMs)
        const index = count % 2
        const elo = processes[index]
        if (!elo) continue
        if (count % 4 < 2) {
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
      await until('everything is acknowledged', () => oracle.missing().length === 0, 120_000)
      stopping = true
      await Promise.all(bots)
      process.stdout.write(`${JSON.stringify({ ...oracle.counts(), disturbances, ends })}\n`)
      expect(oracle.faults).toEqual([])
      expect(oracle.counts().written).toBeGreaterThan(200)
    },
  )
})
