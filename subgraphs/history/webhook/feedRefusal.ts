import { GraphQLError } from 'graphql'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { InteractionFeed } from '../feed/interactionFeed.ts'
import type { FeedFilter } from '../schemaTypes.ts'

/** Why the feed refuses a filter of this caller, e.g. for a customer that does not exist; null when it accepts it. */
export type FeedRefusal = (filter: FeedFilter, by: Principal) => Promise<UserError | null>

/** Asks the feed itself, so that a webhook is refused for exactly what its delivery would be refused for. */
export function createFeedRefusal(interactionFeed: InteractionFeed): FeedRefusal {
  return async (filter, by) => {
    try {
      const events = await interactionFeed({ filter }, { principal: by, scope: createRequestScope() })
      await events.return()
      return null
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      switch (error.extensions['code']) {
        case 'BAD_USER_INPUT':
          return userError('INVALID_VALUE', 'filter', error.message)
        case 'NOT_FOUND':
          return userError('NOT_FOUND', ['filter', 'customerIds'], error.message)
        default:
          throw error
      }
    }
  }
}
