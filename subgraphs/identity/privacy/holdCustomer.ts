import type { Connection } from 'mongoose'
import { transactionWithRetry } from '../../../interactions/log/transactionWithRetry.ts'
import { idFaults, nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { newId } from '../../../platform/lang/ids.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { HoldStore, LegalHold } from '../../../privacy/hold/holdStore.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { HoldCustomerInput, ReleaseCustomerHoldInput } from '../schemaTypes.ts'

export type HoldAnswer = { hold: LegalHold | null; userErrors: UserError[] }

export type CustomerHolds = {
  /** Forbid the erasure of a customer on a ground, until a time or until the hold is released. */
  hold(input: HoldCustomerInput, by: Principal): Promise<HoldAnswer>
  /** Releasing a hold again changes nothing. */
  release(input: ReleaseCustomerHoldInput): Promise<HoldAnswer>
}

function refused(...userErrors: UserError[]): HoldAnswer {
  return { hold: null, userErrors }
}

export function createCustomerHolds({
  connection,
  clock,
  customers,
  holds,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  holds: HoldStore
}): CustomerHolds {
  return {
    async hold({ customerId, ground, until }, by) {
      const now = clock()
      const faults = [
        ...idFaults('customerId', 'cus', customerId),
        ...nameFaults('ground', ground, 1_000),
        ...(until && until <= now
          ? [userError('INVALID_VALUE', 'until', 'until: expected a time in the future, got one in the past')]
          : []),
      ]
      if (faults.length > 0) return refused(...faults)
      return transactionWithRetry(connection, async (session) => {
        const [customer] = await customers.findByProfileIds([customerId], { session })
        if (!customer || customer.erasedAt)
          return refused(
            userError('NOT_FOUND', 'customerId', `customerId: no customer has the id ${customerId}`),
          )
        const hold: LegalHold = {
          reference: newId('hld'),
          profileId: customer.id,
          ground: ground.trim(),
          until: until ?? null,
          by: { kind: by.kind, id: by.id },
          heldAt: now,
          releasedAt: null,
          releaseReason: null,
        }
        await holds.add(hold, session)
        // A write conflict with an erasure at the same time.
        await customers.guard(customer, session)
        return { hold, userErrors: [] }
      })
    },

    async release({ reference, reason }) {
      const faults = nameFaults('reason', reason, 1_000)
      if (faults.length > 0) return refused(...faults)
      const hold = await holds.release(reference, { at: clock(), reason: reason.trim() })
      if (hold) return { hold, userErrors: [] }
      return refused(userError('NOT_FOUND', 'reference', 'reference: there is no hold with this reference'))
    },
  }
}
