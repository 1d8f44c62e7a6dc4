import { type UserError, userError } from '../../../interactions/recording/userError.ts'

/** The fault of an input whose `conversationId` names none. */
export function noSuchConversation(id: string): UserError {
  return userError('NOT_FOUND', 'conversationId', `conversationId: no conversation has the id ${id}`)
}
