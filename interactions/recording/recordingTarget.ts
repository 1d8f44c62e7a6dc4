import type { Connection } from 'mongoose'
import type { AccessOf } from '../visibility/access.ts'
import { createConversationPlaceStore } from '../visibility/conversationPlaceStore.ts'
import { mayFileInto, otherCustomersConversation } from './conversation/conversationOwner.ts'
import { noSuchConversation } from './conversation/noSuchConversation.ts'
import type { CustomerInput } from './customerInput.ts'
import type { ResolvedProfile } from './identityClient.ts'
import type { RecordingRequest } from './recordingRequest.ts'

/**
 * The profile for which an input is recorded, with all profiles of its customer; or why nothing is. A conversation of the
 * input must be one into which the caller may file, and need not exist.
 */
export type FindRecordingTarget = (
  input: { customer: CustomerInput; conversationId?: string | null | undefined },
  request: RecordingRequest,
) => Promise<ResolvedProfile>

export function createFindRecordingTarget({
  connection,
  accessOf,
  resolveProfile,
}: {
  connection: Connection
  accessOf: AccessOf
  resolveProfile: (input: CustomerInput, request: RecordingRequest) => Promise<ResolvedProfile>
}): FindRecordingTarget {
  const conversations = createConversationPlaceStore(connection)
  return async ({ customer, conversationId }, request) => {
    const [resolved, [place = null]] = await Promise.all([
      resolveProfile(customer, request),
      conversations.findAll(conversationId ? [conversationId] : []),
    ])
    if (resolved.userErrors) return resolved
    if (conversationId && !(await accessOf(request).visibleConversation(conversationId)))
      return { userErrors: [noSuchConversation(conversationId)] }
    if (place && !mayFileInto(place.profileId, resolved.profileIds, request.principal))
      return { userErrors: [otherCustomersConversation()] }
    return resolved
  }
}
