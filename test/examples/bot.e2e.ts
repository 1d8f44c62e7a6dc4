import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../config.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import type { Running } from '../../platform/process/runProcess.ts'
import { start } from '../../server.ts'
import { askForData } from '../support/askGraph.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { until } from '../support/until.ts'

let database: TestDatabase
let elo: Running
let folder: string

type Bot = { kill(): Promise<void> }
const running = new Map<string, Bot>()
/** What bots report: errors after which they begin again. */
const printed: string[] = []

/** Start a bot, and wait until it follows the feed: then it has a cursor. */
async function startBot(name: string): Promise<void> {
  const cursor = join(folder, name)
  const environment = { ELO_URL: elo.url, BOT_ID: name, BOT_CURSOR: cursor }
  const child = spawn(process.execPath, ['examples/bot/bot.js'], {
    env: { PATH: process.env['PATH'], ...environment, BOT_SILENCE_MS: '500', BOT_TURN_MS: '3000' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  child.stderr.on('data', (chunk: Buffer) => printed.push(`${name}: ${chunk.toString()}`))
  running.set(name, {
    async kill() {
      running.delete(name)
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  })
  await until(`${name} has a cursor`, () => existsSync(cursor))
}
const kill = async (name: string) => running.get(name)?.kill()

beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `bots_${randomUUID().slice(0, 8)}`)
  folder = await mkdtemp(join(tmpdir(), 'elo-bots-'))
  const settings = { PORT: '0', LOG_LEVEL: 'error', MONGODB_URI: database.uri }
  elo = await start(readConfig(configSchema, settings), {})
  await Promise.all([startBot('atlas'), startBot('nova')])
})
afterEach(() => {
  expect(printed).toEqual([])
})
afterAll(async () => {
  for (const name of [...running.keys()]) await kill(name)
  await elo.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

const saidSchema = z.object({
  m0: z.object({ message: z.object({ customer: z.object({ id: z.string() }) }) }),
})
const historySchema = z.object({
  customer: z.object({
    history: z.object({
      nodes: z.array(
        z.object({ actor: z.object({ kind: z.string() }), outOfTurn: z.unknown(), text: z.string() }),
      ),
    }),
  }),
})

/** Record messages one immediately after the other, and give the id of the customer. */
async function say(phone: string, texts: string[], kind = 'CUSTOMER'): Promise<string> {
  const customer = { identifiers: [{ type: 'PHONE', value: phone }] }
  const inputs = texts.map((text) => ({
    ...{ customer, channel: 'WHATSAPP', text },
    actor: { kind, externalId: kind === 'CUSTOMER' ? null : '3' },
  }))
  const fields = inputs.map(
    (_, index) => `m${index}: recordMessage(input: $m${index}) { message { customer { id } } }`,
  )
  const query = `mutation (${inputs.map((_, index) => `$m${index}: RecordMessageInput!`).join(' ')}) { ${fields.join(' ')} }`
  const variables = Object.fromEntries(inputs.map((input, index) => [`m${index}`, input]))
  return (await askForData(saidSchema, elo.url, query, variables)).m0.message.customer.id
}

/** Who spoke, in order. What a bot sent without the turn has an exclamation mark. */
async function spoken(customerId: string): Promise<string[]> {
  const query = `query ($id: ID!) { customer(id: $id) { history(last: 50, filter: { kinds: [MESSAGE] }) {
    nodes { actor { kind } ... on Message { text outOfTurn { token } } } } } }`
  const { customer } = await askForData(historySchema, elo.url, query, { id: customerId })
  return customer.history.nodes.map(({ actor, outOfTurn }) => `${actor.kind}${outOfTurn ? '!' : ''}`)
}

async function untilAnswered(customerId: string): Promise<string[]> {
  await until('a bot has answered', async () => (await spoken(customerId)).includes('AI'), 20_000)
  return spoken(customerId)
}

/** Resolves when both bots have handled all that was written before: each handles one message after the other. */
async function untilHandled(): Promise<void> {
  const turns = database.connection.collection('turns')
  const last = await say(`+55119${Math.floor(10_000_000 + Math.random() * 89_999_999)}`, ['Alguém aí?'])
  await untilAnswered(last)
  await until(
    'both bots have had the turn there',
    async () => {
      const turn = await turns.findOne({ profileIds: last })
      return Number(turn?.['token']) >= 2 && turn?.['holder'] === null
    },
    20_000,
  )
}

describe('two bots of examples/bot', () => {
  it('give one answer to three messages in a row', async () => {
    const customerId = await say('+5511955550001', ['Oi', 'Vocês têm a cadeira azul?', 'Quanto custa?'])
    expect(await untilAnswered(customerId)).toEqual(['CUSTOMER', 'CUSTOMER', 'CUSTOMER', 'AI'])
    await untilHandled()
    expect(await spoken(customerId)).toEqual(['CUSTOMER', 'CUSTOMER', 'CUSTOMER', 'AI'])
  })

  it('say nothing while a person serves the customer', async () => {
    const customerId = await say('+5511955550002', ['Bom dia, aqui é a Ana'], 'HUMAN')
    await say('+5511955550002', ['Bom dia, Ana'])
    await untilHandled()
    expect(await spoken(customerId)).toEqual(['HUMAN', 'CUSTOMER'])
  })

  it('answer once what came when they were killed, and while they were away', async () => {
    const customerId = await say('+5511955550003', ['Oi'])
    await until('a bot has taken the turn', async () => {
      const turn = await database.connection.collection('turns').findOne({ profileIds: customerId })
      return turn !== null
    })
    await Promise.all([kill('atlas'), kill('nova')])
    const other = await say('+5511955550004', ['Oi'])
    await Promise.all([startBot('atlas'), startBot('nova')])

    expect(await untilAnswered(other)).toEqual(['CUSTOMER', 'AI'])
    expect(await untilAnswered(customerId)).toEqual(['CUSTOMER', 'AI'])
    await untilHandled()
    expect(await spoken(customerId)).toEqual(['CUSTOMER', 'AI'])
    expect(await spoken(other)).toEqual(['CUSTOMER', 'AI'])
  })
})
