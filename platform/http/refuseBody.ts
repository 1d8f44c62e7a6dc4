import type { ServerResponse } from 'node:http'
import { MalformedBodyError } from '../graph/graphqlBody.ts'
import { BodyTooLargeError } from './readBody.ts'
import { sendJson } from './sendJson.ts'

/** Answer a request whose body was refused: 400 or 413. Throws other errors on. */
export function refuseBody(response: ServerResponse, error: unknown): void {
  const refuse = (status: number, message: string) =>
    sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
  if (error instanceof BodyTooLargeError) return refuse(413, `body: ${error.message}`)
  if (error instanceof MalformedBodyError) return refuse(400, error.message)
  throw error
}
