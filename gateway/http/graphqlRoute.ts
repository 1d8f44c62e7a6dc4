import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError, OperationTypeNode } from 'graphql'
import Negotiator from 'negotiator'
import { callerError } from '../../platform/errors/errors.ts'
import { refuseBody } from '../../platform/http/body/refuseBody.ts'
import { packBody } from '../../platform/http/body/packBody.ts'
import { sendBody, toBody } from '../../platform/http/sendJson.ts'
import type { Graph, GraphCaller, GraphOutcome, GraphRequest } from '../graph.ts'
import { foreignPageFault } from './preflight.ts'
import { readGraphRequest } from './graphRequest.ts'
import { sendRefusal, sendRefusedOperation } from './sendRefusal.ts'

const json = 'application/json'
const graphqlResponse = 'application/graphql-response+json'

const ofGet = [OperationTypeNode.QUERY]
const ofPost = [OperationTypeNode.QUERY, OperationTypeNode.MUTATION]

/**
 * GraphQL over HTTP, as its specification defines it: an operation by POST, a query by GET too; the answer is
 * `application/json` or `application/graphql-response+json`, whichever the client prefers. A request that is refused
 * before any of it is executed is a 400, or 401, 403, 405, 406, 413, 415, 429, 503; as `application/json` a 200 when only its
 * operation is at fault. A caller is authenticated before its body is read.
 */
export function createGraphqlRoute({
  graph,
  callerOf,
  maxBodyBytes,
}: {
  graph: Graph
  /**
   * Authenticate. `signal()` gives a signal that aborts when the client disconnects, `isCancelled()` is true from then
   * on. Rejects with a GraphQLError to refuse.
   */
  callerOf: (
    request: IncomingMessage,
    signal: () => AbortSignal,
    isCancelled: () => boolean,
  ) => Promise<GraphCaller>
  maxBodyBytes: number
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const type = answerType(request)
    const refuse = (status: number, message: string, headers: Record<string, string> = {}) => {
      const error = callerError('BAD_REQUEST', message)
      sendRefusal(response, [error], { status, contentType: type ?? json, headers })
    }
    if (!type) return refuse(406, `accept: expected ${json} or ${graphqlResponse} to be accepted`)
    const { method } = request
    if (method !== 'POST' && method !== 'GET' && method !== 'HEAD')
      return refuse(405, `expected a POST, or a GET for a query, got ${method}`, { allow: 'GET, POST' })
    const fault = foreignPageFault(request)
    if (fault) return sendRefusal(response, [fault.error], { status: fault.status, contentType: type })

    const answer = async (outcome: GraphOutcome) => {
      if (outcome.kind === 'stream') throw new Error('expected no stream over HTTP')
      if (outcome.kind === 'refused') return sendRefusedOperation(response, outcome.errors, type)
      const { body, encoding } = await packBody(request, toBody(outcome.result))
      sendBody(response, 200, body, {
        'content-type': type,
        vary: withEncoding(response),
        ...(encoding !== null && { 'content-encoding': encoding }),
      })
    }

    let caller: GraphCaller
    try {
      caller = await callerOf(request, disconnectSignalOf(response), () => response.closed)
    } catch (error) {
      // What is no refusal is our own fault.
      if (!(error instanceof GraphQLError)) throw error
      return answer({ kind: 'refused', errors: [error] })
    }
    let graphRequest: GraphRequest
    try {
      graphRequest = await readGraphRequest(request, maxBodyBytes)
    } catch (error) {
      return refuseBody(response, error)
    }
    await answer(await graph({ ...graphRequest, carries: method === 'POST' ? ofPost : ofGet }, caller))
  }
}

/** The media type of the answer; null when the client accepts neither. */
function answerType(request: IncomingMessage): string | null {
  const { accept } = request.headers
  if (accept === undefined) return `${json}; charset=utf-8`
  const type = new Negotiator(request).mediaType([json, graphqlResponse])
  return type ? `${type}; charset=utf-8` : null
}

/** What the answer depends on: what was said before, e.g. the origin, and the encodings that the client accepts. */
function withEncoding(response: ServerResponse): string {
  const before = response.getHeader('vary')
  return before === undefined ? 'accept-encoding' : `${String(before)}, accept-encoding`
}

/** A signal that aborts when the client disconnects before its answer. It is created at the first call. */
function disconnectSignalOf(response: ServerResponse): () => AbortSignal {
  let left: AbortController | undefined
  return () => {
    if (left) return left.signal
    const controller = new AbortController()
    left = controller
    const leave = () => {
      if (!response.writableFinished) controller.abort(new Error('the client has left'))
    }
    if (response.closed) leave()
    else response.once('close', leave)
    return controller.signal
  }
}
