import type { Connection } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import { cleanText } from '../text/cleanText.ts'
import { byAge, type Customer, profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { IdentifierStore } from './identifierStore.ts'
import { normalizeIdentifier } from '../normalization/normalizeIdentifier.ts'
import { type IdentifierInput, lengthFaults } from '../identification/readIdentification.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { transactionWithRetry } from '../../../interactions/transactionWithRetry.ts'

export type MarkSharedInput = { identifier: IdentifierInput; shared: boolean; reason?: string | null }
export type MarkSharedAnswer = { customers: Customer[]; userErrors: UserError[] }
export type MarkIdentifierShared = (input: MarkSharedInput, by: Principal) => Promise<MarkSharedAnswer>

const maximumShown = 100

/** Say whether an identifier belongs to several customers. Saying again what is so already changes nothing. */
export function createMarkIdentifierShared({
  connection,
  clock,
  customers: store,
  identifiers,
  rules,
  logger,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  identifiers: IdentifierStore
  rules: IdentityRules
  logger: Logger
}): MarkIdentifierShared {
  return async ({ identifier: { type, value: given }, shared, reason }, by) => {
    const { value, fault } = normalizeIdentifier({ type, value: given }, ['identifier', 'value'], rules)
    const faults = [...(fault ? [fault] : []), ...lengthFaults('reason', reason, 1_000)]
    if (value === undefined || faults.length > 0) return { customers: [], userErrors: faults }
    const key = { type, value }

    const customers = await transactionWithRetry(connection, async (session) => {
      const before = await identifiers.findHolders(key, session)
      const mark = { reason: cleanText(reason), by, at: clock() }
      if (shared && !before?.shared) {
        // Who claimed it and is one with who has it, or with another who claimed it, needs no holding of his own.
        const claimants = await store.findByProfileIds([...(before?.claimedBy ?? [])], { session })
        const others = claimants.filter(
          (customer) => !before?.profileIds.some((id) => profileIdsOf(customer).includes(id)),
        )
        const alsoHeldBy = others.flatMap(
          (customer) => before?.claimedBy.find((id) => profileIdsOf(customer).includes(id)) ?? [],
        )
        await identifiers.share(key, alsoHeldBy, mark, session)
      } else if (!shared && before?.shared) await identifiers.unshare(key, mark, session)
      const after = await identifiers.findHolders(key, session)
      const holders = await store.findByProfileIds(after?.profileIds.slice(0, maximumShown) ?? [], {
        session,
      })
      return holders.sort(byAge)
    })
    logger.info({ event: 'identifier_marked', type, shared, by: by.kind }, 'identifier marked')
    return { customers, userErrors: [] }
  }
}
