import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { actionWith, callersFaults } from './support/callersFaults.ts'
import { expectCalmLog, expectRefusal, expectTooManyNodes } from './support/expectRefusal.ts'
import { aliasedMutations, aliasedQueries } from './support/manyRootFields.ts'
import { nestedInMutation, nestedPages } from './support/nestedPages.ts'
import { askWithHeaders, type Question, transports } from './support/send.ts'
import { recordMessages, startTarget, type Target } from './support/target.ts'
import { manyFeeds, pipelinedIntrospections, unreadQueries, withstandHeld } from './support/unread.ts'
import { withstand } from './support/withstand.ts'
import { wrongEnums } from './support/wrongVariables.ts'

// One process gets all of them, one after the other. `npm run test:hostile` has the rest, each with a process of its
// own.
let database: TestDatabase
let target: Target

beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), 'hostile-short')
  target = await startTarget(database)
  await recordMessages(target.url)
})
afterAll(async () => {
  await target.end()
  await database.drop()
})

const short = { quietMs: 200, windowMs: 400 }
const attack = (question: Question | string, ask = transports.POST) =>
  withstand(target, (signal) => ask(target.url, question, signal), short)

const megabyte = 1024 * 1024

describe('a process under attack serves others, and its memory is bounded, when nobody reads', () => {
  const window = { quietMs: 200, windowMs: 2_000 }

  it('the answers to hundreds of requests that were sent in one piece', async () => {
    await withstandHeld(target, (url) => pipelinedIntrospections(url, 20, 200), 300 * megabyte, window)
  })

  it('the answers to fifty large queries over one WebSocket', async () => {
    const attack = (url: string) => unreadQueries(url, target.customerId, 50)
    await withstandHeld(target, attack, 300 * megabyte, window)
  })

  it('and refuses streams of all customers beyond their number', async () => {
    const { open, codes } = await withstandHeld(
      target,
      (url) => manyFeeds(url, 8, 100),
      300 * megabyte,
      window,
    )
    expect({ open, codes }).toEqual({ open: 600, codes: new Set(['RATE_LIMITED']) })
  })
})

describe('a process under attack serves others, and refuses', () => {
  it.each(['three levels of a hundred', 'sizes in variables', 'fragments', 'aliases at the root'])(
    'pages in pages: %s',
    async (name) => {
      expectTooManyNodes(await attack(nestedPages[name] ?? { query: '' }))
    },
  )

  it('pages in pages over a WebSocket, and in the payload of a mutation', async () => {
    const question = nestedPages['three levels of a hundred'] ?? { query: '' }
    expectTooManyNodes(await attack(question, transports.WebSocket))
    expectTooManyNodes(await attack(nestedInMutation('by the short attack')))
  })

  it.each<[string, number, keyof typeof transports]>([
    ['20 KB', 20_000, 'POST'],
    ['4.9 MB', 4_900_000, 'POST'],
    ['80 KB', 80_000, 'WebSocket'],
  ])('lists of wrong values, %s', async (_, bytes, transport) => {
    const answer = await attack(wrongEnums(target.customerId, bytes), transports[transport])
    expectRefusal(answer)
    expect(answer.errors?.length).toBeLessThanOrEqual(21)
  })

  it('thousands of mutations, and hundreds of queries, in one document', async () => {
    expectRefusal(await attack(aliasedMutations(3_300)))
    expectRefusal(await attack(aliasedQueries(101)))
    const interactions = database.connection.collection('interactions')
    expect(await interactions.countDocuments({ 'body.text': 'by alias' })).toBe(0)
  })

  it.each(['a Decimal of 1e999 in JSON', 'a chain of 4,000 fragments', 'selections nested 50,000 deep'])(
    'as a fault of the caller: %s',
    async (name) => {
      const { status, text } = await attack(callersFaults[name] ?? '')
      expect(status).toBeLessThan(500)
      expect(text).not.toMatch(/internal error|UNAVAILABLE/u)
    },
  )

  it.each(['9007199254740993', '1e400', '"\\ud83d"'])('%s in a JSON value', async (value) => {
    expect((await attack(actionWith(`{"a":${value}}`))).text).not.toContain('"id":"int_')
  })

  it('a foreign host', async () => {
    const { status } = await askWithHeaders(
      target.url,
      { query: '{ customers(first: 1) { nodes { id } } }' },
      { host: 'evil.example', origin: 'http://evil.example' },
    )
    expect(status).toBeGreaterThanOrEqual(400)
  })

  it('an operation with a long name, and logs a short line and no internal error', async () => {
    await attack({ query: `query ${'N'.repeat(2_000_000)} { customers(first: 1) { nodes { id } } }` })
    expectCalmLog(target)
  })
})
