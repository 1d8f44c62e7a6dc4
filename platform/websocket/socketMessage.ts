import { type Message, validateMessage } from 'graphql-ws'
import { callerError } from '../errors/errors.ts'

/** graphql-ws keeps members of a payload that it does not know. Throws when the id is no text. */
export function documentIdOf(payload: object): string | undefined {
  const id = 'documentId' in payload ? payload.documentId : null
  if (id === null || id === undefined) return undefined
  if (typeof id === 'string') return id
  throw callerError('BAD_REQUEST', 'documentId: expected a text, got another JSON value')
}

/** A message of the protocol, or what is wrong with it. */
export function readMessage(text: string): Message | { fault: string } {
  try {
    return validateMessage(JSON.parse(text))
  } catch (error) {
    return { fault: `Invalid message received: ${error instanceof Error ? error.message : String(error)}` }
  }
}
