import type { ClientSession, Connection } from 'mongoose'
import { interactionModel } from '../../../interactions/interactionModel.ts'
import { openActionStatuses } from '../../../interactions/openActions.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { mayReadInternal, readableConditions } from '../../../interactions/visibility.ts'
import type { Customer } from '../customer/customer.ts'

/** What was begun for two customers and is not over. */
export type OpenCommitments = { ofCustomer: number; ofOtherCustomer: number; actions: { id: string }[] }

const countedAtMost = 1_000
const shownAtMost = 100

/** What of the log is not over; for the index of just that. */
export function openCommitmentsOf(profileIds: readonly string[], readsInternal: boolean) {
  return {
    profileId: { $in: [...profileIds] },
    $and: [{ kind: 'ACTION' as const }, ...readableConditions(readsInternal)],
    'body.status': { $in: [...openActionStatuses] },
  }
}

// Else a customer with many interactions and few open ones may be read from end to end.
export const openCommitmentsIndex = { profileId: 1, 'body.status': 1, occurredAt: 1, _id: 1 } as const

/** Of what this principal may read, the latest thousand, in one command: so many are counted, a hundred are named. */
export async function openCommitments(
  connection: Connection,
  [own, other]: [Customer, Customer],
  principal: Principal,
  session: ClientSession,
): Promise<OpenCommitments> {
  const found = await interactionModel(connection)
    .find(openCommitmentsOf([...own.profileIds, ...other.profileIds], mayReadInternal(principal)), {
      profileId: 1,
    })
    .sort({ occurredAt: -1, _id: -1 })
    .limit(countedAtMost)
    .hint(openCommitmentsIndex)
    .session(session)
    .lean()
  const ofCustomer = found.filter(({ profileId }) => own.profileIds.includes(profileId)).length
  return {
    ofCustomer,
    ofOtherCustomer: found.length - ofCustomer,
    actions: found.slice(0, shownAtMost).map(({ _id }) => ({ id: _id })),
  }
}
