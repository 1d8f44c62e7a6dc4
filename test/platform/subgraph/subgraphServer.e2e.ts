import { allRows } from '../../../platform/subgraph/rows.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { demoPrincipal, encodePrincipal } from '../../../platform/subgraph/principal.ts'
import { readDeadline } from '../../../platform/mongo/readDeadline.ts'
import { createRemoteCall } from '../../../platform/graph/remoteCall.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { Subgraph, SubgraphRequest } from '../../../platform/subgraph/subgraph.ts'
import { startSubgraphServer } from '../../../platform/subgraph/subgraphServer.ts'

const subgraph: Subgraph = {
  name: 'identity',
  schema: buildSubgraphSchema([
    {
      typeDefs: parse(
        'type Query { whoAmI: String length(text: String!): Int broken: Int remaining: Float never: Int }',
      ),
      resolvers: {
        Query: {
          whoAmI: (_: unknown, __: unknown, { principal }: SubgraphRequest) => principal.id,
          // The remaining time of reads, where it equals that of the scope.
          remaining: (_: unknown, __: unknown, { scope }: SubgraphRequest) =>
            scope.endsAt === readDeadline() ? scope.endsAt - Date.now() : null,
          never: () => new Promise(() => undefined),
          length: (_: unknown, { text }: { text: string }) => text.length,
          broken: () => {
            throw new Error('the password is hunter2')
          },
        },
      },
    },
  ]),
  createContext: (request) => request,
}
const agent = encodePrincipal({ kind: 'AGENT', id: 'agent-7', scopes: [], rows: allRows })
let isReady = true
let server: { url: string; stop(): Promise<void> }

beforeAll(async () => {
  const logger = createLogger({ level: 'silent', name: 'test' })
  server = await startSubgraphServer({
    subgraph,
    host: '127.0.0.1',
    port: 0,
    logger,
    isReady: async () => isReady,
  })
})
afterAll(() => server.stop())

async function ask(query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'elo-principal': agent, ...headers },
    body: JSON.stringify({ query, variables }),
  })
  return response.text()
}

describe('a subgraph server', () => {
  it('answers as the principal of the request', async () => {
    expect(JSON.parse(await ask('{ whoAmI }'))).toEqual({ data: { whoAmI: 'agent-7' } })
  })

  it('refuses a request without a principal', async () => {
    expect(JSON.parse(await ask('{ whoAmI }', {}, { 'elo-principal': 'nonsense' }))).toEqual({
      errors: [
        {
          message: 'elo-principal: expected a principal, got something else',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    })
  })

  it('accepts large representations', async () => {
    const text = 'x'.repeat(20 * 1024 * 1024)
    const answer = await ask('query ($text: String!) { length(text: $text) }', { text })
    expect(JSON.parse(answer)).toEqual({ data: { length: text.length } })
  })

  it('masks internal errors', async () => {
    const answer = await ask('{ broken }')
    expect(answer).toContain('INTERNAL_SERVER_ERROR')
    expect(answer).not.toContain('hunter2')
  })

  it('reads for as long as its caller waits', async () => {
    const remote = createRemoteCall(server.url)
    const remaining = async (leftMs: number) => {
      const scope = createRequestScope({ endsAt: Date.now() + leftMs })
      const { data } = await remote.call({
        query: '{ remaining }',
        variables: {},
        principal: demoPrincipal,
        scope,
      })
      return Number(data?.['remaining'])
    }
    expect(await remaining(30_000)).toBeGreaterThan(20_000)
    expect(await remaining(5_000)).toBeLessThanOrEqual(5_000)
    await remote.stop()
    const untold = await ask('{ remaining }', {}, { 'elo-remaining-ms': 'nonsense' })
    const usual = Number(/"remaining":([\d.]+)/.exec(untold)?.[1])
    expect(usual).toBeGreaterThan(5_000)
    expect(usual).toBeLessThanOrEqual(10_000)
  })

  it('is not waited for beyond the end of the request', async () => {
    const remote = createRemoteCall(server.url)
    const scope = createRequestScope({ endsAt: Date.now() + 50 })
    await expect(
      remote.call({ query: '{ never }', variables: {}, principal: demoPrincipal, scope }),
    ).rejects.toThrow('The operation was aborted due to timeout')
    await remote.stop()
  })

  it('answers the probes of liveness and readiness', async () => {
    const status = async (path: string) => (await fetch(new URL(path, server.url))).status
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200])
    isReady = false
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503])
    isReady = true
  })
})
