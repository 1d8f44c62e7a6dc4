import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { askForData } from '../../../../support/askGraph.ts'
import { type EloProcess, startEloProcess } from '../../../../support/eloProcess.ts'
import { openTestDatabase, type TestDatabase } from '../../../../support/testDatabase.ts'
import { until } from '../../../../support/until.ts'
import { createGroupOracle } from './groupOracle.ts'
import { runMember } from './runMember.ts'

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
      const ends = new Map<string, number>()
      const count = (what: string) => ends.set(what, (ends.get(what) ?? 0) + 1)
      // At the one process or, when that is dead, at the other.
      const bots = [0, 1, 0].map((first, index) =>
        runMember({
          addressOf: (attempt) => processes[(first + attempt) % 2]?.url ?? null,
          given: { group, member: `bot-${index}` },
          oracle,
          onEnd: count,
        }),
      )
      const stop = async () => {
        writing = false
        await Promise.all(bots.map((bot) => bot.stop()))
      }
      // Also when it fails.
      onTestFinished(stop)

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
      await stop()
      process.stdout.write(`${JSON.stringify({ ...oracle.counts(), disturbances, ends: [...ends] })}\n`)
      expect(oracle.faults).toEqual([])
      expect(oracle.counts().written).toBeGreaterThan(200)
    },
  )
})
