import type { Logger } from '../../../platform/process/log/logger.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import { newId } from '../../../platform/lang/ids.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { userError } from '../../../interactions/recording/userError.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { IdentifierStore } from '../identifier/identifierStore.ts'
import type { ChangeCustomer } from '../mutation/changeCustomer.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { correctionCall, type CorrectionInput } from './correctionCall.ts'
import type { CorrectedIdentifierStore } from './correctedIdentifierStore.ts'
import type { GiveUpIdentifier } from './giveUpIdentifier.ts'
import type { IdentifierCorrectionStore } from './identifierCorrectionStore.ts'

export type MoveIdentifier = (input: CorrectionInput, by: Principal) => Promise<MutationAnswer>

/** Move an identifier from the customer who has it to a profile of another one. The two are not merged. */
export function createMoveIdentifier({
  changeCustomer,
  clock,
  customers: store,
  identifiers,
  corrected,
  giveUpIdentifier,
  corrections,
  rules,
  logger,
}: {
  changeCustomer: ChangeCustomer
  clock: Clock
  customers: CustomerStore
  identifiers: IdentifierStore
  corrected: CorrectedIdentifierStore
  giveUpIdentifier: GiveUpIdentifier
  corrections: IdentifierCorrectionStore
  rules: IdentityRules
  logger: Logger
}): MoveIdentifier {
  return async (input, by) => {
    const { call, key, reason } = correctionCall('moveIdentifier', input, { rules, by })
    const answer = await changeCustomer(call, async (customer, profileId, session) => {
      if (!key) return refused()
      const { type } = key
      const held = await identifiers.findHolders(key, session)
      if (held?.shared) {
        const message = `identifier: expected a ${type} of one customer, got one that is shared`
        return refused(userError('SHARED_VALUE', 'identifier', message))
      }
      const hadClaimed = held?.claimedBy.includes(profileId) ?? false
      const [before] = held ? await store.findByProfileIds(held.profileIds, { session }) : []
      if (!before) {
        const message = `identifier: expected a ${type} that a customer has, got one that no customer has`
        return refused(userError('NOT_FOUND', 'identifier', message))
      }
      if (before.id === customer.id) {
        const message = `customer: expected another customer than ${before.id}, who has the ${type}`
        return refused(userError('SAME_CUSTOMER', 'customer', message))
      }
      const counts = await identifiers.countByType(customer.profileIds, session)
      const count = counts.filter((each) => each.type === type).reduce((sum, each) => sum + each.count, 0)
      const { limit } = rules.types[type]
      if (count >= limit) {
        const message = `customer: expected fewer than ${limit} ${type}, got ${customer.id}, who has ${count}`
        return refused(userError('CONFLICT', 'customer', message))
      }

      const at = clock()
      const act = { kind: 'MOVED' as const, reason, undoToken: newId('evt'), by, at }
      const gaveUp = await giveUpIdentifier(
        { customer: before, profileIds: before.profileIds, key, ...act },
        session,
      )
      await corrected.assign(
        { ...key, verified: false, source: null, createdAt: at },
        profileId,
        { keepsClaim: gaveUp.passedTo !== null, isMoved: true },
        session,
      )
      await store.guard(customer, session)
      const { kind, undoToken } = act
      const parts = gaveUp.customers.map(({ id }) => id)
      const correction = {
        kind,
        undoToken,
        identifier: key,
        reason: act.reason,
        correctedAt: at,
        undoneAt: null,
      }
      await corrections.add({ ...correction, heldBy: profileId, hadClaimed, parts, by }, session)
      return answered([customer, ...gaveUp.customers], { steps: gaveUp.steps, undoToken })
    })
    if (answer.userErrors.length === 0)
      logger.info({ event: 'identifier_moved', type: input.identifier.type, by: by.kind }, 'identifier moved')
    return answer
  }
}
