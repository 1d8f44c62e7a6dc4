import type { ServerResponse } from 'node:http'

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  sendBody(response, status, toBody(body), headers)
}

/** A value as JSON. Bytes rather than a string, because Node.js would copy a string once more to join the headers. */
export function toBody(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}

/** Answer with a body that is JSON already. */
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
