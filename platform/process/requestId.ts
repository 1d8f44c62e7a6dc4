import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** The header with the id of a request, of requests and of answers. */
export const requestIdHeader = 'x-request-id'

/** A form in which nobody writes a name, a telephone number or an address, because ids go into the log. */
const wellFormed = /^(?:[0-9a-f-]{32,64}|[0-9A-HJKMNP-TV-Z]{26})$/iu

/**
 * The id that the caller or a proxy gave the request, when it is a UUID, 32 to 64 hexadecimal digits and dashes, or a
 * ULID; else a new one.
 */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers[requestIdHeader]
  return typeof given === 'string' && wellFormed.test(given) ? given : newRequestId()
}

export function newRequestId(): string {
  return randomUUID()
}
