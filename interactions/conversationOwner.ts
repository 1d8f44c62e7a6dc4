import type { Connection } from 'mongoose'
import type { Principal } from '../platform/subgraph/principal.ts'
import { type UserError, userError } from './recording/userError.ts'

/** The profile for which a conversation was opened, which never changes; null when there is no such conversation. */
export type ConversationOwner = (conversationId: string) => Promise<string | null>

/**
 * Read whose a conversation is. The conversations subgraph alone writes conversations; every subgraph that files
 * something into one reads its owner from the database they share, so that none depends on another to record.
 */
export function createConversationOwner(connection: Connection): ConversationOwner {
  const conversations = connection.collection<{ _id: string; profileId: string }>('conversations')
  return async (conversationId) => {
    const found = await conversations.findOne({ _id: conversationId }, { projection: { profileId: 1 } })
    return found?.profileId ?? null
  }
}

/**
 * Whether a caller may file something of a customer into a conversation of this profile: into the customer's own, and
 * the intake into any. It repeats what the connected system says of its own records; where that system has merged two
 * contacts that Elo keeps apart, refusing would lose what the customer said.
 */
export function mayFileInto(owner: string, profileIds: readonly string[], by: Principal): boolean {
  return profileIds.includes(owner) || by.kind === 'INTAKE'
}

/** The fault of an input whose conversation belongs to another customer than the input names. */
export function otherCustomersConversation(): UserError {
  return userError(
    'CONFLICT',
    'conversationId',
    'conversationId: expected a conversation of this customer, got one of another customer',
  )
}
