import type { Connection } from 'mongoose'
import type { IdentityClient } from '../../../../interactions/recording/identityClient.ts'
import type { Logger } from '../../../../platform/process/log/logger.ts'
import type { InteractionFeed } from '../interactionFeed.ts'
import { createClaimStore } from './claimStore.ts'
import { createDispatchFeed } from './dispatch/dispatchFeed.ts'
import { createDispatchStore } from './dispatch/dispatchStore.ts'
import { createFeedGroupRequests, type FeedGroupRequests } from './feedGroupRequests.ts'
import { createGroupMember } from './groupMember.ts'
import { createGroupSignals } from './groupSignals.ts'
import { createGroupStore } from './groupStore.ts'
import { createLeadDispatch } from './dispatch/leadDispatch.ts'
import { createMembershipStore } from './membershipStore.ts'

/** The feed and its consumer groups, over a connection. */
export function createFeedGroups({
  connection,
  interactionFeed,
  identity,
  logger,
}: {
  connection: Connection
  interactionFeed: InteractionFeed
  identity: Pick<IdentityClient, 'findCustomer'>
  logger: Logger
}): FeedGroupRequests {
  const memberships = createMembershipStore(connection)
  const dispatches = createDispatchStore(connection)
  const signals = createGroupSignals()
  return createFeedGroupRequests({
    groups: createGroupStore(connection),
    memberships,
    signals,
    interactionFeed,
    followGroup: createGroupMember({
      memberships,
      claims: createClaimStore(connection),
      signals,
      leadDispatch: createLeadDispatch({
        dispatches,
        dispatchFeed: createDispatchFeed({ interactionFeed, dispatches, identity }),
        logger,
      }),
      logger,
    }),
  })
}
