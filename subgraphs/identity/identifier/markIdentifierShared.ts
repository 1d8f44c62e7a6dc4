import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { textFaults } from '../../../interactions/recording/inputFaults.ts'
import { byAge, profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { RunMutation } from '../mutation/runMutation.ts'
import { normalizeIdentifier } from '../normalization/normalizeIdentifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { MarkIdentifierSharedInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'
import type { IdentifierStore } from './identifierStore.ts'

export type MarkIdentifierShared = (
  input: MarkIdentifierSharedInput,
  mark: { shared: boolean },
  by: Principal,
) => Promise<MutationAnswer>

const maximumShown = 100

/** Mark an identifier as shared, or remove that mark. Repeating either changes nothing. */
export function createMarkIdentifierShared({
  runMutation,
  clock,
  customers: store,
  identifiers,
  rules,
  logger,
}: {
  runMutation: RunMutation
  clock: Clock
  customers: CustomerStore
  identifiers: IdentifierStore
  rules: IdentityRules
  logger: Logger
}): MarkIdentifierShared {
  return async ({ identifier: { type, value: given }, reason, idempotencyKey }, { shared }, by) => {
    const { value, fault } = normalizeIdentifier({ type, value: given }, ['identifier', 'value'], rules)
    const call = {
      mutation: shared ? ('markIdentifierShared' as const) : ('unmarkIdentifierShared' as const),
      content: { type, value, reason: cleanText(reason) },
      idempotencyKey,
      faults: [...(fault ? [fault] : []), ...textFaults('reason', reason, 1_000)],
      by,
    }
    const answer = await runMutation(call, async (session) => {
      if (value === undefined) return refused()
      const key = { type, value }
      const before = await identifiers.findHolders(key, session)
      const mark = { reason: cleanText(reason), by, at: clock() }
      if (shared && !before?.shared) {
        // A claimant that is one customer with a holder or with another claimant needs no holding of its own.
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
      return answered(holders.sort(byAge))
    })
    if (answer.userErrors.length === 0)
      logger.info({ event: 'identifier_marked', type, shared, by: by.kind }, 'identifier marked')
    return answer
  }
}
