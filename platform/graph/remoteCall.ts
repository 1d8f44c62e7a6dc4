import { Pool } from 'undici'
import { z } from 'zod'
import type { GraphCall } from './graphCall.ts'
import { encodePrincipal, principalHeader } from '../subgraph/principal.ts'
import { remainingMs, remainingMsHeader } from '../subgraph/requestScope.ts'
import { toGraphQLError } from '../errors/toGraphQLError.ts'

// Only the outer form is checked: an answer can be large, and the gateway completes it by the schema.
const errorsSchema = z
  .array(
    z.object({
      message: z.string(),
      path: z.array(z.union([z.string(), z.number()])).optional(),
      extensions: z.record(z.string(), z.unknown()).optional(),
    }),
  )
  .min(1)
const dataSchema = z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null)
const answerSchema = z.union([
  z.object({ data: dataSchema.nullish(), errors: errorsSchema }),
  z.object({ data: dataSchema, errors: z.undefined().optional() }),
])

const maximumConnectMs = 10_000

/**
 * Calls a subgraph over HTTP through a connection pool, and sends it the remaining time of the request. Rejects when
 * the subgraph cannot be reached, and when it has not answered by the end of the request or within `timeoutMs`.
 */
export function createRemoteCall(
  url: string,
  { timeoutMs = Infinity, connections = 32 }: { timeoutMs?: number; connections?: number } = {},
): { call: GraphCall; stop(): Promise<void> } {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, {
    connections,
    // Each request has a signal that ends it.
    headersTimeout: 0,
    bodyTimeout: 0,
    connectTimeout: Math.min(timeoutMs, maximumConnectMs),
  })
  return {
    async call({ query, variables, principal, scope, signal }) {
      const limitMs = Math.min(timeoutMs, remainingMs(scope))
      const timeout = AbortSignal.timeout(limitMs)
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: pathname,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          [principalHeader]: encodePrincipal(principal),
          [remainingMsHeader]: String(limitMs),
        },
        body: JSON.stringify({ query, variables }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      })
      const answer = answerSchema.safeParse(await body.json())
      if (!answer.success) {
        throw new Error(`expected a GraphQL answer, got ${statusCode} with something else`, {
          cause: answer.error,
        })
      }
      const { data, errors } = answer.data
      return {
        ...(data !== undefined && { data }),
        ...(errors && { errors: errors.map((error) => toGraphQLError(error)) }),
      }
    },
    stop: () => pool.close(),
  }
}
