import { Pool } from 'undici'
import { z } from 'zod'
import type { GraphCall } from './graphCall.ts'
import type { Signing } from '../signing/callSignature.ts'
import { createCallSigner } from '../signing/callSigner.ts'
import { encodePrincipal, principalHeader } from '../subgraph/principal.ts'
import { remainingMs, remainingMsHeader } from '../subgraph/requestScope.ts'
import { requestIdHeader } from '../process/requestId.ts'
import { toGraphQLError } from '../errors/toGraphQLError.ts'
import { inSpan } from '../tracing/inSpan.ts'
import { traceHeaders } from '../tracing/traceparent.ts'
import { failureOfResult, fetchSpan } from './fetchSpan.ts'

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

/** For a subgraph on this machine. */
const unsigned: Signing = { secrets: [], subgraph: '' }

const maximumConnectMs = 10_000

/**
 * Calls a subgraph over HTTP through a connection pool. It gets the remaining time of the request, and its trace, if it
 * has one. Rejects when the subgraph cannot be reached, when it refuses the signature of the call, and when it has not
 * answered by the end of the request or within `timeoutMs`. Throws a StartError when calls to this address must be signed
 * and there is no secret.
 */
export function createRemoteCall(
  url: string,
  {
    signing = unsigned,
    timeoutMs = Infinity,
    connections = 32,
  }: { signing?: Signing; timeoutMs?: number; connections?: number } = {},
): { call: GraphCall; stop(): Promise<void> } {
  const { origin, pathname } = new URL(url)
  const sign = createCallSigner(url, signing)
  const pool = new Pool(origin, {
    connections,
    // Each request has a signal that ends it.
    headersTimeout: 0,
    bodyTimeout: 0,
    connectTimeout: Math.min(timeoutMs, maximumConnectMs),
  })
  const span = fetchSpan(signing.subgraph, 'client')
  const call: GraphCall = async ({ query, variables, principal, scope, signal }) => {
    const limitMs = Math.min(timeoutMs, remainingMs(scope))
    const timeout = AbortSignal.timeout(limitMs)
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      [principalHeader]: encodePrincipal(principal, scope.call),
      [remainingMsHeader]: String(limitMs),
      [requestIdHeader]: scope.call.requestId,
      ...traceHeaders(),
    }
    const sent = JSON.stringify({ query, variables })
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: pathname,
      headers: { ...headers, ...sign({ method: 'POST', path: pathname, headers }, sent) },
      body: sent,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    if (statusCode === 401) {
      // Not the caller's fault: their own sign-in was checked before.
      await body.dump()
      throw new Error('refused with 401; do ELO_SERVICE_SECRET and the clock of both processes agree?')
    }
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
  }
  return {
    call: (request) => inSpan(span, () => call(request), failureOfResult),
    stop: () => pool.close(),
  }
}
