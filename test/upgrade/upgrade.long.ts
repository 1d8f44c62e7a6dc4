import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { askGraph } from '../support/askGraph.ts'
import { connectSocket } from '../support/connectSocket.ts'
import { startDatabaseProxy } from '../support/databaseProxy.ts'
import { type EloProcess, startEloProcess } from '../support/eloProcess.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { type Expected, fixtureFile, loadDatabase, readExpected } from './fixtureFile.ts'
import { asThen, questions, streams, things, variablesToday } from './questionsToday.ts'

/**
 * A database that the version of fa1097d wrote, read by today's Elo. test/fixtures/upgrade/README.md says what it
 * holds and how it was written.
 */
const expected = readExpected()
const settings = {
  LOG_LEVEL: 'info',
  ELO_DATA_DIR: '/dev/null/nowhere',
  ELO_IDENTITY_RULES: fixtureFile('rules.json').pathname,
  WEBHOOK_RETENTION_DAYS: '3650',
  WEBHOOK_QUARANTINE_DAYS: '3650',
}

let database: TestDatabase
let elo: EloProcess

/** A text of `record` by name; throws for a question that today's file does not have. */
function named(texts: Record<string, string>, name: string): string {
  const text = texts[name]
  if (text === undefined) throw new Error(`questionsToday.ts has no ${name}`)
  return text
}

async function answerTo({ question, variables }: Expected['answers'][number]): Promise<unknown> {
  const { data, errors } = await askGraph(elo.url, named(questions, question), variablesToday(variables))
  return errors ? { question, variables, errors } : asThen(data)
}

async function expectAnswersOfThen(): Promise<void> {
  for (const answer of expected.answers) {
    // The first page of all customers begins with those that the waiting deliveries made.
    if (answer.question === 'customers' && answer.variables['after'] === null) continue
    expect(await answerTo(answer), JSON.stringify(answer.variables)).toEqual(answer.data)
  }
}

async function expectWaitingRecorded(): Promise<void> {
  for (const { phone, text } of expected.waiting) {
    const { data } = await askGraph(
      elo.url,
      `query ($phone: String!) { customerByIdentifier(identifier: { type: PHONE, value: $phone }) {
        history { nodes { summary revision } }
      } }`,
      { phone },
    )
    expect(data).toEqual({ customerByIdentifier: { history: { nodes: [{ summary: text, revision: 1 }] } } })
  }
}

beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), 'upgrade')
  await loadDatabase(database.connection)
  elo = await startEloProcess({ ...settings, MONGODB_URI: database.uri })
  await database.processed()
})
afterAll(async () => {
  await elo.end('SIGTERM')
  await database.drop()
})

describe('a database of the version before', () => {
  it('answers every customer, page and cursor as then', async () => {
    expect(expected.answers.length).toBeGreaterThan(40)
    await expectAnswersOfThen()
  })

  it.each(expected.streams)(
    'continues the $stream stream after a cursor of then (case %#)',
    async ({ stream, variables, events }) => {
      const client = await connectSocket(elo.url)
      client.subscribe('1', named(streams, stream), variablesToday(variables))
      const delivered: unknown[] = []
      while (delivered.length < events.length) {
        const { payload } = await client.next()
        const { data } = z.object({ data: z.record(z.string(), z.unknown()) }).parse(payload)
        delivered.push(data[stream])
      }
      client.socket.close()
      expect(asThen(delivered)).toMatchObject(events)
    },
  )

  it('records the deliveries that waited', expectWaitingRecorded)

  it('returns the first answer for every idempotency key and source of then, and records nothing', async () => {
    const count = () => database.connection.collection('interactions').countDocuments()
    const before = await count()
    for (const { mutation, input, data } of expected.retries) {
      const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
      const answer = await askGraph(
        elo.url,
        `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${named(things, mutation)} userErrors { code message } } }`,
        variablesToday({ input }),
      )
      expect(asThen(answer), `${mutation} ${JSON.stringify(input)}`).toEqual({ data })
    }
    expect(await count()).toBe(before)
    await expectAnswersOfThen()
  })

  it('refuses another content for an idempotency key of then', async () => {
    const retry = expected.retries.find(({ mutation }) => mutation === 'recordNote')
    const { data } = await askGraph(
      elo.url,
      'mutation ($input: RecordNoteInput!) { recordNote(input: $input) { note { id } userErrors { code } } }',
      variablesToday({ input: { ...retry?.input, text: 'another note' } }),
    )
    expect(data).toEqual({ recordNote: { note: null, userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }] } })
  })

  it('answers the same after a second start', async () => {
    expect(await elo.end('SIGTERM')).toBe(0)
    elo = await startEloProcess({ ...settings, MONGODB_URI: database.uri })
    await expectAnswersOfThen()
    await expectWaitingRecorded()
  })
})

describe('a first start that is killed again and again', { timeout: 240_000 }, () => {
  it('leaves a database on which the next start answers as then', async () => {
    await elo.end('SIGTERM')
    await database.connection.dropDatabase()
    await loadDatabase(database.connection)
    const proxy = await startDatabaseProxy()
    // Each start comes further than the one before, the last to its first work after it is ready.
    for (const pieces of [4, 12, 24, 40, 60, 90]) {
      const child = spawn(process.execPath, ['--import', 'tsx', 'main.ts'], {
        env: { ...process.env, ...settings, PORT: '0', MONGODB_URI: proxy.uri('upgrade') },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const ready = once(createInterface(child.stdout), 'line')
      await Promise.race([proxy.sent(pieces), ready.then(() => proxy.sent(1))])
      child.kill('SIGKILL')
      await once(child, 'close')
    }
    await proxy.stop()

    elo = await startEloProcess({ ...settings, MONGODB_URI: database.uri })
    await database.processed()
    await expectAnswersOfThen()
    await expectWaitingRecorded()
  })
})
