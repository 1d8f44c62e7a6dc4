import { type UserError, userError } from '../userError.ts'

/** The error of an input whose `conversationId` does not exist, or is not for the caller to see. */
export function noSuchConversation(id: string): UserError {
  return userError('NOT_FOUND', 'conversationId', `conversationId: no conversation has the id ${id}`)
}
