import type { IdentityClient } from '../../../interactions/recording/identityClient.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { FeedFilter } from '../schemaTypes.ts'
import type { ReadCustomerTags } from './customerTags.ts'
import { findFollowedCustomers } from './followedCustomers.ts'

/** Whether the customer of an interaction matches. Rejects when that cannot be determined now; it may be asked again. */
export type MatchesCustomer = (interaction: Interaction) => Promise<boolean>

const maximumTags = 20
const longestTag = 64

/** The part of a filter that is about customers; null when it has none. A filter with a fault is a caller's error. */
export async function createCustomerFilter(
  filter: FeedFilter | null | undefined,
  request: SubgraphRequest,
  { identity, readTags }: { identity: Pick<IdentityClient, 'findCustomer'>; readTags: ReadCustomerTags },
): Promise<MatchesCustomer | null> {
  const tags = checkedTags(filter?.tags)
  const customerIds = filter?.customerIds
  if (!tags && !customerIds) return null
  const customers = customerIds ? await findFollowedCustomers(customerIds, request, identity) : null
  return async (interaction) => {
    if (customers && !(await customers.include(interaction))) return false
    if (!tags) return true
    const having = await readTags(interaction.profileId, request)
    return having.some((tag) => tags.has(tag))
  }
}

function checkedTags(tags: string[] | null | undefined): Set<string> | null {
  if (!tags) return null
  if (tags.length > maximumTags)
    throw callerError('BAD_USER_INPUT', `filter.tags: expected at most ${maximumTags}, got ${tags.length}`)
  for (const tag of tags) {
    const { length } = Array.from(tag)
    if (length < 1 || length > longestTag)
      throw callerError(
        'BAD_USER_INPUT',
        `filter.tags: expected 1 to ${longestTag} characters, got ${length}`,
      )
  }
  return new Set(tags.map((tag) => tag.trim().normalize('NFC')))
}
