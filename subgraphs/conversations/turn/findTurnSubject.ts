import type { IdentityClient } from '../../../interactions/recording/identityClient.ts'
import { noSuchConversation } from '../../../interactions/recording/conversation/noSuchConversation.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { AccessOf } from '../../../interactions/visibility/access.ts'
import { createRequestScope, type SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { FindConversation } from '../conversation/findConversation.ts'
import type { TurnSubject } from './watch/turnUpdates.ts'

type GivenIds = { conversationId?: string | null | undefined; customerId?: string | null | undefined }

/** What a turn is about, with all profiles of its customer; NOT_FOUND where the caller may not see it. */
export type FindTurnSubject = (
  ids: GivenIds,
  request: SubgraphRequest,
) => Promise<{ subject: TurnSubject } | UserError>

export function createFindTurnSubject({
  findConversation,
  identity,
  accessOf,
}: {
  findConversation: FindConversation
  identity: Pick<IdentityClient, 'findCustomer'>
  accessOf: AccessOf
}): FindTurnSubject {
  return async ({ conversationId, customerId }, request) => {
    // In a scope of its own: what the request or the stream loaded before may be out of date.
    const now = { ...request, scope: createRequestScope({ call: request.scope.call }) }
    if (typeof conversationId === 'string') {
      const conversation = await findConversation(conversationId, now)
      const customer = conversation && (await identity.findCustomer(conversation.profileId, now))
      if (!customer) return noSuchConversation(conversationId)
      return {
        subject: { id: conversationId, scope: 'CONVERSATION', profileIds: customer.profileIds },
      }
    }
    const id = customerId ?? ''
    const customer = await identity.findCustomer(id, now)
    if (customer && (await accessOf(now).maySeeCustomer(customer.profileIds)))
      return {
        subject: { id: customer.customerId, scope: 'CUSTOMER', profileIds: customer.profileIds },
      }
    return userError('NOT_FOUND', 'customerId', `customerId: no customer has the id ${id}`)
  }
}
