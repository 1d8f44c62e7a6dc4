import { GraphQLError } from 'graphql'
import { Pool } from 'undici'
import { z } from 'zod'
import type { GraphCall } from './graphCall.ts'
import { encodePrincipal, principalHeader } from './principal.ts'

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
})

/** Ask a subgraph over HTTP through a pool of kept connections. Rejects when it cannot be reached or takes too long. */
export function createRemoteCall(
  url: string,
  { timeoutMs = 10_000, connections = 32 }: { timeoutMs?: number; connections?: number } = {},
): { call: GraphCall; stop(): Promise<void> } {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, {
    connections,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connectTimeout: timeoutMs,
  })
  return {
    async call({ query, variables, principal }) {
      const response = await pool.request({
        method: 'POST',
        path: pathname,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          [principalHeader]: encodePrincipal(principal),
        },
        body: JSON.stringify({ query, variables }),
      })
      const { data, errors } = answerSchema.parse(await response.body.json())
      return {
        ...(data !== undefined && { data }),
        ...(errors && {
          errors: errors.map(
            ({ message, path, extensions }) =>
              new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null }),
          ),
        }),
      }
    },
    stop: () => pool.close(),
  }
}
