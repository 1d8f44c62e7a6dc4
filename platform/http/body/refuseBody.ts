import type { ServerResponse } from 'node:http'
import { BodyError } from './bodyError.ts'
import { sendJson } from '../sendJson.ts'

/** Answer a request whose body was refused: 400, 413 or 415. Throws other errors on. */
export function refuseBody(response: ServerResponse, error: unknown): void {
  if (!(error instanceof BodyError)) throw error
  const { status, message, headers } = error
  sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }, headers)
}
