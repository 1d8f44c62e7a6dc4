import type { ServerResponse } from 'node:http'
import type { GraphQLError } from 'graphql'
import type { ErrorCode } from '../../platform/errors/errors.ts'
import { sendBody, toBody } from '../../platform/http/sendJson.ts'

const statusOf: Partial<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  PERSISTED_QUERY_NOT_FOUND: 200,
  INTERNAL_SERVER_ERROR: 500,
} satisfies Partial<Record<ErrorCode, number>>

/** Codes of requests that are well-formed as HTTP, and whose document, operation or variables are at fault. */
const operationFaults: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'PERSISTED_QUERY_NOT_SUPPORTED',
] satisfies ErrorCode[])

/**
 * Answer an operation that the graph refused. Its faults have the status that GraphQL over HTTP names for the media type:
 * 200 as `application/json`, because clients of that type take any other status for a fault of the network and do not show
 * the errors; 400 as `application/graphql-response+json`.
 */
export function sendRefusedOperation(
  response: ServerResponse,
  errors: readonly GraphQLError[],
  contentType: string,
): void {
  const isJson = contentType.startsWith('application/json')
  const isOk = isJson && operationFaults.has(errors[0]?.extensions['code'])
  sendRefusal(response, errors, { contentType, ...(isOk && { status: 200 }) })
}

/**
 * Answer a request of which nothing is carried out: with the errors, and the status of the first one's code unless it is
 * given; 400 for other codes.
 */
export function sendRefusal(
  response: ServerResponse,
  errors: readonly GraphQLError[],
  {
    status = statusOf[String(errors[0]?.extensions['code'])] ?? 400,
    contentType = 'application/json; charset=utf-8',
    headers = {},
  }: { status?: number; contentType?: string; headers?: Record<string, string> } = {},
): void {
  sendBody(response, status, toBody({ errors }), {
    'content-type': contentType,
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...retryAfter(errors[0]),
    ...headers,
  })
}

/** The header that says after how many seconds the request can be sent again, where the error says it. */
function retryAfter(error: GraphQLError | undefined): Record<string, string> {
  const afterMs = error?.extensions['retryAfterMs']
  return typeof afterMs === 'number' ? { 'retry-after': String(Math.ceil(afterMs / 1_000)) } : {}
}
