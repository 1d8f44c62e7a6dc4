import type { ClientSession } from 'mongoose'
import { isId } from '../../../platform/lang/ids.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { type Customer, profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { lengthFaults } from '../identification/readIdentification.ts'

/** Two profiles of which something is to be decided: the input of `linkProfiles`, `separateProfiles` and their undo. */
export type ProfilePairInput = { profileId: string; otherProfileId: string; reason?: string | null }

/** What is wrong with a pair before anybody is looked up. */
export function pairFaults({ profileId, otherProfileId, reason }: ProfilePairInput): UserError[] {
  const malformed = Object.entries({ profileId, otherProfileId })
    .filter(([, id]) => !isId('cus', id))
    .map(([field, id]) =>
      userError('INVALID_VALUE', field, `${field}: expected cus_…, got ${JSON.stringify(id.slice(0, 80))}`),
    )
  const same =
    profileId === otherProfileId
      ? [
          userError(
            'SAME_CUSTOMER',
            'otherProfileId',
            `otherProfileId: expected another profile, got ${profileId} again`,
          ),
        ]
      : []
  return [...malformed, ...(malformed.length > 0 ? [] : same), ...lengthFaults('reason', reason, 1_000)]
}

/** The customers of both, the first profile's first: one customer twice when both are his. Or who is not found. */
export async function findPair(
  store: CustomerStore,
  { profileId, otherProfileId }: ProfilePairInput,
  session: ClientSession,
): Promise<{ pair: [Customer, Customer]; faults?: never } | { pair?: never; faults: UserError[] }> {
  const found = await store.findByProfileIds([profileId, otherProfileId], { session })
  const customerOfProfile = (id: string) => found.find((customer) => profileIdsOf(customer).includes(id))
  const [one, other] = [customerOfProfile(profileId), customerOfProfile(otherProfileId)]
  if (one && other) return { pair: [one, other] }
  const missing = Object.entries({ profileId, otherProfileId }).filter(([, id]) => !customerOfProfile(id))
  return {
    faults: missing.map(([field, id]) =>
      userError('NOT_FOUND', field, `${field}: no profile has the id ${id}`),
    ),
  }
}
