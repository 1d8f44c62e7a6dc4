import type { ClientSession } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { textFaults } from '../../../interactions/recording/inputFaults.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'
import type { TakeApart } from '../merge/takeApart.ts'
import { sameNumberAs } from '../normalization/sameNumberAs.ts'
import { byAge, type Customer, profileIdsOf } from '../customer/customer.ts'
import type { RestateClaims } from '../identification/restateClaims.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { RunMutation } from '../mutation/runMutation.ts'
import { normalizeIdentifier } from '../normalization/normalizeIdentifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { MarkIdentifierSharedInput, UnmarkIdentifierSharedInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'
import { type IdentifierKey, keyOf } from './identifier.ts'
import type { IdentifierStore, SharedMark } from './identifierStore.ts'

export type MarkIdentifierShared = (
  input: MarkIdentifierSharedInput | UnmarkIdentifierSharedInput,
  mark: { shared: boolean },
  by: Principal,
) => Promise<MutationAnswer>

const maximumShown = 100

/** Mark an identifier as shared, or remove that mark or the suspicion. Repeating either changes nothing. */
export function createMarkIdentifierShared({
  runMutation,
  clock,
  customers: store,
  identifiers,
  takeApart,
  restateClaims,
  rules,
  logger,
}: {
  runMutation: RunMutation
  clock: Clock
  customers: CustomerStore
  identifiers: IdentifierStore
  takeApart: TakeApart
  restateClaims: RestateClaims
  rules: IdentityRules
  logger: Logger
}): MarkIdentifierShared {
  /** Separate profiles that are one customer only because of this identifier or of the same number as another type. */
  async function separateHolders(
    key: IdentifierKey,
    customers: readonly Customer[],
    { reason, by }: SharedMark,
    session: ClientSession,
  ): Promise<ResolutionStep[]> {
    const keys = [key, sameNumberAs(key) ?? key].map(keyOf)
    const steps: ResolutionStep[] = []
    for (const customer of customers) {
      if (customer.profileIds.length === 1) continue
      const before = await takeApart.findTies(customer, session)
      const after = before.filter((tie) => tie.key === null || !keys.includes(tie.key))
      const act = { rule: 'SHARED_VALUE', of: key, reason, by } as const
      steps.push(...(await takeApart.separate(customer, { before, after }, act, session)).steps)
    }
    return steps
  }

  return async (input, { shared }, by) => {
    const { identifier, reason, idempotencyKey } = input
    const { type, value: given } = identifier
    const isDryRun = 'dryRun' in input && input.dryRun === true
    const { value, fault } = normalizeIdentifier({ type, value: given }, ['identifier', 'value'], rules)
    const call = {
      mutation: shared ? ('markIdentifierShared' as const) : ('unmarkIdentifierShared' as const),
      content: { type, value, reason: cleanText(reason) },
      idempotencyKey: isDryRun ? null : idempotencyKey,
      isDryRun,
      faults: [...(fault ? [fault] : []), ...textFaults('reason', reason, 1_000)],
      by,
    }
    const answer = await runMutation(call, async (session) => {
      if (value === undefined) return refused()
      const key = { type, value }
      const before = await identifiers.findHolders(key, session)
      const steps: ResolutionStep[] = []
      const mark = { reason: cleanText(reason), by, at: clock() }
      if (shared && !before?.shared) {
        const { profileIds = [], claimedBy = [] } = before ?? {}
        const concerned = await store.findByProfileIds([...profileIds, ...claimedBy], { session })
        steps.push(...(await separateHolders(key, concerned, mark, session)))
        await identifiers.share(key, claimedBy, mark, session)
        steps.push(...(await restateClaims(concerned.flatMap(profileIdsOf), { reason: null, by }, session)))
      } else if (!shared && before?.shared) await identifiers.unshare(key, mark, session)
      else if (!shared && before) await identifiers.clear(key, mark, session)
      const after = await identifiers.findHolders(key, session)
      const holders = await store.findByProfileIds(after?.profileIds.slice(0, maximumShown) ?? [], {
        session,
      })
      return answered(holders.sort(byAge), { steps })
    })
    if (answer.userErrors.length === 0 && !isDryRun)
      logger.info({ event: 'identifier_marked', type, shared, by: by.kind }, 'identifier marked')
    return answer
  }
}
