import type { Connection } from 'mongoose'
import { isId } from '../../../platform/lang/ids.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { cleanText } from '../text/cleanText.ts'
import { type Customer, customerOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { refusalBy } from '../decision/profileLink.ts'
import type { ProfileLinkStore } from '../decision/profileLinkStore.ts'
import { lengthFaults } from '../identification/readIdentification.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'
import type { SplitCustomer } from './splitCustomer.ts'
import { transactionWithRetry } from '../../../interactions/transactionWithRetry.ts'

export type UnmergeCustomerInput = { profileId: string; reason?: string | null }
export type UnmergeAnswer = {
  customer: Customer | null
  separatedCustomer: Customer | null
  /** What became of identifiers that were set aside only because they were one. */
  steps: ResolutionStep[]
  userErrors: UserError[]
}
export type UnmergeCustomer = (input: UnmergeCustomerInput, by: Principal) => Promise<UnmergeAnswer>

function refused(...userErrors: UserError[]): UnmergeAnswer {
  return { customer: null, separatedCustomer: null, steps: [], userErrors }
}

/** Make a profile a customer by itself again. The other profiles stay together, named for the oldest of them. */
export function createUnmergeCustomer({
  connection,
  customers: store,
  links,
  splitCustomer,
  logger,
}: {
  connection: Connection
  customers: CustomerStore
  links: ProfileLinkStore
  splitCustomer: SplitCustomer
  logger: Logger
}): UnmergeCustomer {
  return async ({ profileId, reason }, by) => {
    const faults = [
      ...(isId('cus', profileId)
        ? []
        : [
            userError(
              'INVALID_VALUE',
              'profileId',
              `profileId: expected cus_…, got ${JSON.stringify(profileId.slice(0, 80))}`,
            ),
          ]),
      ...lengthFaults('reason', reason, 1_000),
    ]
    if (faults.length > 0) return refused(...faults)

    const answer = await transactionWithRetry(connection, async (session): Promise<UnmergeAnswer> => {
      const [merged] = await store.findByProfileIds([profileId], { session })
      if (!merged)
        return refused(userError('NOT_FOUND', 'profileId', `profileId: no profile has the id ${profileId}`))
      const others = merged.profiles.filter(({ id }) => id !== profileId)
      if (others.length === 0) {
        return refused(
          userError(
            'NOT_MERGED',
            'profileId',
            `profileId: expected a profile that is merged with others, got ${profileId}, which is a customer by itself`,
          ),
        )
      }
      const decided = await links.findByProfileIds([profileId], session)
      const link = decided.find(({ decision }) => decision === 'MUST_LINK')
      if (link) return refused(refusalBy(link, 'profileId'))
      const customer = customerOf(others)
      const separatedCustomer = customerOf(merged.profiles.filter(({ id }) => id === profileId))
      const steps = await splitCustomer(
        {
          before: merged,
          after: [customer, separatedCustomer],
          rule: 'MANUAL',
          reason: cleanText(reason),
          by,
        },
        session,
      )
      return { customer, separatedCustomer, steps, userErrors: [] }
    })
    if (answer.customer)
      logger.info(
        { event: 'customer_unmerged', customerId: answer.customer.id, profileId },
        'customer unmerged',
      )
    return answer
  }
}
