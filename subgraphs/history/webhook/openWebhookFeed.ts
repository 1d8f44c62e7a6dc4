import type { OpenFeed } from '../../../outbound/outbox/outboundEvent.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { feedCursor } from '../feed/feedCursor.ts'
import type { InteractionFeed } from '../feed/interactionFeed.ts'
import type { FeedFilter } from '../schemaTypes.ts'

/** Opens the feed for a webhook: with the rights of its owner, after its cursor, and without one from its creation. */
export function createOpenWebhookFeed(interactionFeed: InteractionFeed): OpenFeed {
  return ({ owner, filter, cursor, createdAt }) =>
    interactionFeed(
      { after: cursor ?? feedCursor.encode({ at: createdAt.getTime() }), filter: storedFilter(filter) },
      { principal: owner, scope: createRequestScope() },
    )
}

/** The feed checks it when it is opened. */
function storedFilter(filter: object | null): FeedFilter | null {
  return filter
}
