import type { Logger } from '../../../platform/process/logger.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import { newId } from '../../../platform/lang/ids.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { textFaults } from '../../../interactions/recording/inputFaults.ts'
import { userError } from '../../../interactions/recording/userError.ts'
import type { ChangeCustomer } from '../mutation/changeCustomer.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import { normalizeIdentifier } from '../normalization/normalizeIdentifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { RemoveIdentifierInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'
import type { GiveUpIdentifier } from './giveUpIdentifier.ts'
import type { IdentifierCorrectionStore } from './identifierCorrectionStore.ts'

export type RemoveIdentifier = (input: RemoveIdentifierInput, by: Principal) => Promise<MutationAnswer>

/** Remove an identifier from all profiles of a customer, which do not get it again from their sources. */
export function createRemoveIdentifier({
  changeCustomer,
  clock,
  giveUpIdentifier,
  corrections,
  rules,
  logger,
}: {
  changeCustomer: ChangeCustomer
  clock: Clock
  giveUpIdentifier: GiveUpIdentifier
  corrections: IdentifierCorrectionStore
  rules: IdentityRules
  logger: Logger
}): RemoveIdentifier {
  return async ({ customer: named, identifier: { type, value: given }, reason, idempotencyKey }, by) => {
    const { value, fault } = normalizeIdentifier({ type, value: given }, ['identifier', 'value'], rules)
    const call = {
      mutation: 'removeIdentifier' as const,
      customer: named,
      content: { customer: named, type, value, reason: cleanText(reason) },
      idempotencyKey,
      faults: [...(fault ? [fault] : []), ...textFaults('reason', reason, 1_000)],
      by,
    }
    const answer = await changeCustomer(call, async (customer, _profileId, session) => {
      if (value === undefined) return refused()
      const key = { type, value }
      const act = {
        kind: 'REMOVED' as const,
        reason: cleanText(reason),
        undoToken: newId('evt'),
        by,
        at: clock(),
      }
      const gaveUp = await giveUpIdentifier(
        { customer, profileIds: customer.profileIds, key, ...act },
        session,
      )
      if (gaveUp.profileIds.length === 0) {
        const message = `identifier: expected a ${type} of ${customer.id}, got one that they do not have`
        return refused(userError('NOT_FOUND', 'identifier', message))
      }
      const { kind, undoToken, at: correctedAt } = act
      const parts = gaveUp.customers.map(({ id }) => id)
      const correction = { kind, undoToken, identifier: key, reason: act.reason, correctedAt, undoneAt: null }
      await corrections.add(
        { ...correction, heldBy: gaveUp.passedTo, hadClaimed: gaveUp.passedTo !== null, parts, by },
        session,
      )
      return answered(gaveUp.customers, { steps: gaveUp.steps, undoToken })
    })
    if (answer.userErrors.length === 0)
      logger.info({ event: 'identifier_removed', type, by: by.kind }, 'identifier removed')
    return answer
  }
}
