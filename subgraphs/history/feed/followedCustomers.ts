import type { IdentityClient } from '../../../interactions/recording/identityClient.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import { createConcurrencyLimit } from '../../../platform/async/concurrencyLimit.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { isId } from '../../../platform/lang/ids.ts'
import { createRequestScope, type SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import { identityChangeOf } from '../log/identityChange.ts'

/** A set of customers, by all their profiles, through merges and unmerges. */
export type FollowedCustomers = {
  /**
   * Whether an interaction is of one of them. A merge or unmerge of one of them is, and after it their profiles are read
   * again: when that fails, it rejects, and may be asked again.
   */
  include(interaction: Interaction): Promise<boolean>
}

const maximumCustomers = 1_000
const questionsAtOnce = 50
const namedInMessage = 10

/**
 * Find the customers with these ids. BAD_USER_INPUT when there are too many or one is malformed, NOT_FOUND with the ids
 * of which no customer is known. The caller may see all customers.
 */
export async function findFollowedCustomers(
  customerIds: readonly string[],
  request: SubgraphRequest,
  identity: Pick<IdentityClient, 'findCustomer'>,
): Promise<FollowedCustomers> {
  const asked = [...new Set(customerIds)]
  check(asked)
  /** The profiles of the customer of each given id. */
  const profilesOf = new Map<string, string[]>()
  let followed = new Set<string>()

  async function read(ids: string[]): Promise<void> {
    // In a scope of its own: what the request loaded before may be out of date.
    const asking = { ...request, scope: createRequestScope({ call: request.scope.call }) }
    const limit = createConcurrencyLimit(questionsAtOnce)
    const found = await Promise.all(
      ids.map(async (id) => ({ id, customer: await limit(() => identity.findCustomer(id, asking)) })),
    )
    // A customer that is erased meanwhile keeps its profiles, so that the erasure is delivered.
    for (const { id, customer } of found) if (customer) profilesOf.set(id, customer.profileIds)
    followed = new Set([...profilesOf.values()].flat())
  }

  await read(asked)
  const unknown = asked.filter((id) => !profilesOf.has(id))
  if (unknown.length > 0) throw notFound(unknown)

  return {
    async include(interaction) {
      const change = identityChangeOf(interaction)
      if (!change) return followed.has(interaction.profileId)
      const concerned = new Set(change.customers.flat())
      const affected = asked.filter((id) => profilesOf.get(id)?.some((profileId) => concerned.has(profileId)))
      if (affected.length > 0) await read(affected)
      return affected.length > 0
    },
  }
}

function check(asked: string[]): void {
  if (asked.length > maximumCustomers)
    throw callerError(
      'BAD_USER_INPUT',
      `filter.customerIds: expected at most ${maximumCustomers}, got ${asked.length}`,
    )
  const malformed = asked.find((id) => !isId('cus', id))
  if (malformed !== undefined)
    throw callerError(
      'BAD_USER_INPUT',
      `filter.customerIds: expected ids cus_…, got "${malformed.slice(0, 80)}"`,
    )
}

function notFound(unknown: string[]) {
  const more = unknown.length > namedInMessage ? ` and ${unknown.length - namedInMessage} more` : ''
  const named = unknown.slice(0, namedInMessage).join(', ')
  return callerError('NOT_FOUND', `filter.customerIds: no customer has the ids ${named}${more}`)
}
