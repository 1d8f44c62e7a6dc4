import type { Principal } from '../../../platform/subgraph/principal.ts'
import { type UserError, userError } from '../userError.ts'

/**
 * Whether a caller may file an interaction of a customer into a conversation of the profile `owner`: a conversation of
 * the same customer, and for the intake any conversation. The intake repeats records of the connected system; when that
 * system has merged two contacts that Elo keeps apart, a refusal would lose a message of the customer.
 */
export function mayFileInto(owner: string, profileIds: readonly string[], by: Principal): boolean {
  return profileIds.includes(owner) || by.kind === 'INTAKE'
}

/** The error of an input whose conversation belongs to another customer than the input gives. */
export function otherCustomersConversation(): UserError {
  return userError(
    'CONFLICT',
    'conversationId',
    'conversationId: expected a conversation of this customer, got one of another customer',
  )
}
