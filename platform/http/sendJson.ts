import type { ServerResponse } from 'node:http'

/** Answer with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  sendBody(response, status, toBody(body), headers)
}

/** A value as JSON. Bytes, and not the text: joined with the headers that would be copied as a whole once more. */
export function toBody(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}

/** Answer with what is JSON already. */
export function sendBody(
  response: ServerResponse,
  status: number,
  body: Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
    'content-length': body.length,
  })
  response.end(body)
}
