import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError, OperationTypeNode } from 'graphql'
import Negotiator from 'negotiator'
import { callerError, type ErrorCode } from '../../platform/errors/errors.ts'
import { parseVariables, readGraphqlBody } from '../../platform/graph/graphqlBody.ts'
import { BodyError } from '../../platform/http/bodyError.ts'
import { refuseBody } from '../../platform/http/refuseBody.ts'
import { sendBody, toBody } from '../../platform/http/sendJson.ts'
import { isObject } from '../../platform/lang/isObject.ts'
import type { Graph, GraphCaller, GraphOutcome, GraphRequest } from '../graph.ts'

const json = 'application/json'
const graphqlResponse = 'application/graphql-response+json'

/** Content types that a page of another origin cannot send without a preflight request. */
const bodyTypes = new Set([json, 'application/graphql'])
/** Headers that such a page cannot send without a preflight request. */
const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name']

const ofGet = [OperationTypeNode.QUERY]
const ofPost = [OperationTypeNode.QUERY, OperationTypeNode.MUTATION]

const statusOf: Partial<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  UNAVAILABLE: 503,
  FORBIDDEN: 403,
  PERSISTED_QUERY_NOT_FOUND: 200,
  INTERNAL_SERVER_ERROR: 500,
} satisfies Partial<Record<ErrorCode, number>>

/**
 * GraphQL over HTTP, as its specification defines it: an operation by POST, a query by GET too; the answer is
 * `application/json` or `application/graphql-response+json`, whichever the client prefers. A request that is refused
 * before any of it is executed is a 400, or 401, 403, 405, 406, 413, 415, 503. A caller is authenticated before its body
 * is read.
 */
export function createGraphqlRoute({
  graph,
  callerOf,
  maxBodyBytes,
}: {
  graph: Graph
  /**
   * Authenticate. `signal()` gives a signal that aborts when the client disconnects. Rejects with a GraphQLError to
   * refuse.
   */
  callerOf: (request: IncomingMessage, signal: () => AbortSignal) => Promise<GraphCaller>
  maxBodyBytes: number
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const type = answerType(request)
    const refuse = (status: number, message: string, headers: Record<string, string> = {}) => {
      const error = callerError('BAD_REQUEST', message)
      sendBody(response, status, toBody({ errors: [error] }), { 'content-type': type ?? json, ...headers })
    }
    if (!type) return refuse(406, `accept: expected ${json} or ${graphqlResponse} to be accepted`)
    const { method } = request
    if (method !== 'POST' && method !== 'GET' && method !== 'HEAD')
      return refuse(405, `expected a POST, or a GET for a query, got ${method}`, { allow: 'GET, POST' })
    if (!isPreflighted(request))
      return refuse(
        method === 'POST' ? 415 : 400,
        method === 'POST'
          ? `content-type: expected ${json}`
          : `expected a GET with the header ${preflightHeaders[0]}, which a foreign page cannot send`,
      )

    const answer = (outcome: GraphOutcome) => {
      if (outcome.kind === 'stream') throw new Error('expected no stream over HTTP')
      if (outcome.kind === 'result')
        return sendBody(response, 200, toBody(outcome.result), { 'content-type': type })
      const { errors } = outcome
      const status = statusOf[String(errors[0]?.extensions['code'])] ?? 400
      sendBody(response, status, toBody({ errors }), {
        'content-type': type,
        ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      })
    }

    let caller: GraphCaller
    try {
      caller = await callerOf(request, disconnectSignalOf(response))
    } catch (error) {
      // What is no refusal is our own fault.
      if (!(error instanceof GraphQLError)) throw error
      return answer({ kind: 'refused', errors: [error] })
    }
    let graphRequest: GraphRequest
    try {
      graphRequest =
        method === 'POST'
          ? requestOf(await readGraphqlBody(request, maxBodyBytes))
          : requestOfUrl(request.url)
    } catch (error) {
      return refuseBody(response, error)
    }
    answer(await graph({ ...graphRequest, carries: method === 'POST' ? ofPost : ofGet }, caller))
  }
}

/** The media type of the answer; null when the client accepts neither. */
function answerType(request: IncomingMessage): string | null {
  const { accept } = request.headers
  if (accept === undefined) return `${json}; charset=utf-8`
  const type = new Negotiator(request).mediaType([json, graphqlResponse])
  return type ? `${type}; charset=utf-8` : null
}

/** Whether a page of another origin would have needed a preflight request for this one (protects against CSRF). */
function isPreflighted({ headers }: IncomingMessage): boolean {
  const [type] = (headers['content-type'] ?? '').split(';')
  return bodyTypes.has(type?.trim().toLowerCase() ?? '') || preflightHeaders.some((name) => headers[name])
}

function requestOfUrl(url: string | undefined): GraphRequest {
  const given = new URL(url ?? '/', 'http://localhost').searchParams
  const text = (name: string) => given.get(name) ?? undefined
  return requestOf({
    query: text('query'),
    documentId: text('documentId'),
    operationName: text('operationName'),
    variables: parseVariables(text('variables') ?? ''),
    extensions: parseVariables(text('extensions') ?? ''),
  })
}

/** Check the members of a request; throws a BodyError. */
function requestOf({
  query,
  documentId,
  operationName,
  variables,
  extensions,
}: Record<string, unknown>): GraphRequest {
  return {
    query: textOrNone(query, 'query'),
    documentId: textOrNone(documentId, 'documentId'),
    operationName: textOrNone(operationName, 'operationName'),
    variables: objectOrEmpty(variables, 'variables'),
    extensions: objectOrEmpty(extensions, 'extensions'),
  }
}

function textOrNone(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw new BodyError(400, `${name}: expected a text, got another JSON value`)
}

function objectOrEmpty(value: unknown, name: string): Record<string, unknown> {
  if (value === undefined || value === null) return {}
  if (isObject(value)) return value
  const got = Array.isArray(value) ? 'an array' : 'another JSON value'
  throw new BodyError(400, `${name}: expected a JSON object, got ${got}`)
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
