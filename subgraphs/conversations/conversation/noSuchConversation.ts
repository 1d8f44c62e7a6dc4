import { type UserError, userError } from '../../../interactions/recording/userError.ts'

/** The error of an input whose `conversationId` does not exist. */
export function noSuchConversation(id: string): UserError {
  return userError('NOT_FOUND', 'conversationId', `conversationId: no conversation has the id ${id}`)
}
