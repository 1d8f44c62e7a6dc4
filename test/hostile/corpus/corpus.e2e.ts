import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gateway, startGateway } from '../../../gateway/server.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { readSchemaFile, subgraphNames } from '../../../platform/subgraph/schemaFiles.ts'
import { createSubgraph } from '../../../platform/subgraph/subgraph.ts'
import { createLogRecorder } from '../../gateway/fixtures/startFixtureGateway.ts'
import { askGraph } from '../../support/askGraph.ts'
import type { Expected } from './attack.ts'
import { attacks } from './attacks.ts'
import { type CorpusTarget, startCorpusTarget } from './corpusTarget.ts'
import { expectOutcome } from './expectOutcome.ts'
import { sendAttack, type Way } from './sendAttack.ts'

/** What the process may keep of the whole corpus, after a garbage collection: the caches of operations have 64 MB. */
const keptBytes = 96 * 1024 * 1024

/** Close codes of a message that is larger than a WebSocket may send, or that cannot be parsed. */
const tooLarge = [1009, 4400]

const all = Object.entries(attacks).flatMap(([kind, list]) => list.map((attack) => ({ ...attack, kind })))
/** No subgraph may be asked, which is counted by the commands that reach MongoDB. */
const isRefusal = (expected: Expected) => 'refused' in expected || 'status' in expected
const overHttp = all.map((attack) => ({ ...attack, way: 'HTTP' as const }))
const overSocket = all
  .filter(({ kind }) => ['documents', 'values', 'forgeries'].includes(kind))
  .map((attack) => ({ ...attack, way: 'WebSocket' as const }))
// What is carried out comes last, so that its commands are not counted for others.
const inOrder = [...overHttp, ...overSocket].toSorted(
  (one, other) => Number(isRefusal(other.expected)) - Number(isRefusal(one.expected)),
)
const operations = all.flatMap((attack) =>
  typeof attack.sent !== 'function' && attack.sent.by === 'operation'
    ? [{ ...attack, sent: attack.sent }]
    : [],
)

describe('the attack corpus', () => {
  it('has at least 80 attacks, each with a name of its own', () => {
    const names = all.map(({ kind, name }) => `${kind}: ${name}`)
    expect(names.length).toBeGreaterThanOrEqual(80)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

describe('Elo with sign-in, under the attack corpus', () => {
  let target: CorpusTarget
  let heapBefore: number

  beforeAll(async () => {
    target = await startCorpusTarget('corpus')
    heapBefore = await target.heapBytes()
  })
  afterAll(() => target.stop())

  it.each(inOrder)(
    '$kind over $way: $name',
    async ({ sent, expected, way }: (typeof all)[number] & { way: Way }) => {
      const { facts } = target
      const message = typeof sent === 'function' ? await sent(facts) : sent
      const startedAt = new Date()
      const seen = await sendAttack(message, facts, way)
      expectOutcome(
        way === 'WebSocket' && tooLarge.includes(seen.closed) ? { closed: tooLarge } : expected,
        seen,
      )
      if (isRefusal(expected)) expect(await target.commandsSince(startedAt), 'database commands').toBe(0)
    },
  )

  it('lives, answers, and has stored nothing but what Chatwoot signed', async () => {
    const { elo, subgraph, facts } = target
    await target.database.processed()
    expect([elo.process.exitCode, subgraph.process.exitCode]).toEqual([null, null])
    expect(
      await askGraph({ url: facts.url, key: facts.token }, 'query ($id: ID!) { customer(id: $id) { id } }', {
        id: facts.customerId,
      }),
    ).toEqual({ data: { customer: { id: facts.customerId } } })
    const texts = await target.database.connection.collection('interactions').distinct('body.text')
    expect(texts).not.toContain('forged')
  })

  it('keeps no more memory than its caches may have', async () => {
    expect((await target.heapBytes()) - heapBefore).toBeLessThan(keptBytes)
  })

  it('has logged no internal error, no long line and no credential', () => {
    const lines = [target.elo, target.subgraph].flatMap((process) => process.log().split('\n'))
    expect(lines.filter((line) => /"level":"(error|fatal)"|"stack":/u.test(line))).toEqual([])
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(4_096)
    const secrets = [
      target.facts.token,
      target.facts.revokedKey,
      target.facts.webhookSecret,
      target.facts.serviceSecret,
    ]
    expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([])
  })
})

describe('the graph in process, under the attack corpus', () => {
  let gateway: Gateway
  const called: string[] = []
  beforeAll(async () => {
    const subgraphs = Object.fromEntries(
      subgraphNames.map((name) => {
        const createContext = ({ principal }: { principal: typeof demoPrincipal }) => {
          called.push(name)
          return { principal }
        }
        return [
          name,
          { kind: 'local' as const, subgraph: createSubgraph({ name, resolvers: {}, createContext }) },
        ]
      }),
    )
    gateway = await startGateway({
      host: '127.0.0.1',
      port: 0,
      supergraphSdl: readSchemaFile('supergraph.graphql'),
      subgraphs,
      logger: createLogRecorder().logger,
    })
  })
  afterAll(() => gateway.stop())

  it.each(operations)(
    '$kind: $name',
    async ({ sent: { query, variables = {}, json, operationName }, expected }) => {
      // A call in process has no text of JSON and no name of an operation.
      if (json !== undefined || operationName !== undefined) return expect(isRefusal(expected)).toBeDefined()
      called.length = 0
      const { data = null, errors = [] } = await gateway.graph({
        query,
        variables,
        principal: demoPrincipal,
        scope: createRequestScope(),
      })
      const text = JSON.stringify({ data, errors })
      if (!isRefusal(expected)) return expect(text).not.toMatch(/INTERNAL_SERVER_ERROR/u)
      expectOutcome(expected, { status: 0, closed: 0, text, bytesSent: 0 })
      expect(called).toEqual([])
    },
  )
})
