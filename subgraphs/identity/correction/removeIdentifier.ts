import type { Logger } from '../../../platform/process/log/logger.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import { newId } from '../../../platform/lang/ids.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { userError } from '../../../interactions/recording/userError.ts'
import type { ChangeCustomer } from '../mutation/changeCustomer.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { correctionCall, type CorrectionInput } from './correctionCall.ts'
import type { GiveUpIdentifier } from './giveUpIdentifier.ts'
import type { IdentifierCorrectionStore } from './identifierCorrectionStore.ts'

export type RemoveIdentifier = (input: CorrectionInput, by: Principal) => Promise<MutationAnswer>

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
  return async (input, by) => {
    const { call, key, reason } = correctionCall('removeIdentifier', input, { rules, by })
    const answer = await changeCustomer(call, async (customer, _profileId, session) => {
      if (!key) return refused()
      const { type } = key
      const act = {
        kind: 'REMOVED' as const,
        reason,
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
      logger.info(
        { event: 'identifier_removed', type: input.identifier.type, by: by.kind },
        'identifier removed',
      )
    return answer
  }
}
