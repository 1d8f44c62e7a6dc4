import type { ClientSession } from 'mongoose'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { nameFaults, textFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { byAge, type Customer, customerOf, profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { refusalBy, separationOf } from '../decision/profileDecision.ts'
import type { ProfileDecisionStore } from '../decision/profileDecisionStore.ts'
import type { IdentifierStore } from '../identifier/identifierStore.ts'
import type { IdentityChangeLog } from '../merge/identityChangeLog.ts'
import { mergesOf } from '../merge/mergesOf.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { RunMutation } from '../mutation/runMutation.ts'
import type { UndoIdentifierCorrectionInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'
import type { CorrectedIdentifierStore } from './correctedIdentifierStore.ts'
import type { IdentifierCorrection, IdentifierCorrectionStore } from './identifierCorrectionStore.ts'
import type { WithdrawnIdentifier, WithdrawnIdentifierStore } from './withdrawnIdentifierStore.ts'

export type UndoIdentifierCorrection = (
  input: UndoIdentifierCorrectionInput,
  by: Principal,
) => Promise<MutationAnswer>

/** Give profiles back what a correction took from them, and make the profiles one customer again that it separated. */
export function createUndoIdentifierCorrection({
  runMutation,
  clock,
  customers: store,
  identifiers,
  corrected,
  withdrawn,
  corrections,
  decisions,
  changes,
  logger,
}: {
  runMutation: RunMutation
  clock: Clock
  customers: CustomerStore
  identifiers: IdentifierStore
  corrected: CorrectedIdentifierStore
  withdrawn: WithdrawnIdentifierStore
  corrections: IdentifierCorrectionStore
  decisions: ProfileDecisionStore
  changes: IdentityChangeLog
  logger: Logger
}): UndoIdentifierCorrection {
  /** Give the identifier back. A fault when a profile has it that got it otherwise. */
  async function giveBack(
    { identifier: key, heldBy, hadClaimed }: IdentifierCorrection,
    given: readonly WithdrawnIdentifier[],
    session: ClientSession,
  ): Promise<UserError[]> {
    const now = await identifiers.findHolders(key, session)
    const [holder = null] = now?.profileIds ?? []
    if (now?.shared || (holder !== null && holder !== heldBy)) {
      const message = `undoToken: expected an identifier that no other profile got since, got a ${key.type} that one has`
      return [userError('CONFLICT', 'undoToken', message)]
    }
    for (const { profileId, wasHeld, verified, source, claimedAt, withdrawnAt } of given) {
      const { type, value } = key
      const createdAt = claimedAt ?? withdrawnAt
      if (wasHeld)
        await corrected.assign(
          { type, value, verified, source, createdAt },
          profileId,
          { keepsClaim: hadClaimed, isMoved: false },
          session,
        )
    }
    for (const { profileId, wasHeld } of given)
      if (!wasHeld) await identifiers.claim(key, profileId, false, session)
    return []
  }

  /** The customers of these profiles as one again. */
  async function rejoin(
    before: readonly Customer[],
    { reason, by }: { reason: string | null; by: Principal },
    session: ClientSession,
  ): Promise<{ customer: Customer; faults?: never } | { customer?: never; faults: UserError[] }> {
    const joined = customerOf(before.flatMap(({ profiles }) => profiles))
    const separation = separationOf(before, await decisions.findByProfileIds(profileIdsOf(joined), session))
    if (separation) return { faults: [refusalBy(separation, 'undoToken')] }
    const merges = mergesOf([...before].sort(byAge), { rule: 'WITHDRAWN_CLAIM', reason, by })
    if (merges.length > 0) {
      await changes.record(merges, session)
      await store.group(joined, session)
    } else await store.guard(joined, session)
    return { customer: joined }
  }

  return async ({ undoToken, reason: given, idempotencyKey }, by) => {
    const reason = cleanText(given)
    const call = {
      mutation: 'undoIdentifierCorrection' as const,
      content: { undoToken, reason },
      idempotencyKey,
      faults: [...nameFaults('undoToken', undoToken), ...textFaults('reason', given, 1_000)],
      by,
    }
    const answer = await runMutation(call, async (session) => {
      const correction = await corrections.find(undoToken, session)
      if (!correction) {
        const message = 'undoToken: expected that of a correction, got one that no correction has'
        return refused(userError('NOT_FOUND', 'undoToken', message))
      }
      const before = await store.findByProfileIds(correction.parts, { session })
      if (correction.undoneAt !== null) return answered(before.sort(byAge), { undoToken })
      const { customer, faults: separated } = await rejoin(before, { reason, by }, session)
      if (separated) return refused(...separated)
      const faults = await giveBack(correction, await withdrawn.findByToken(undoToken, session), session)
      if (faults.length > 0) return refused(...faults)
      await withdrawn.markUndone(undoToken, session)
      await corrections.markUndone(undoToken, { reason, by, at: clock() }, session)
      return answered([customer], { undoToken })
    })
    if (answer.userErrors.length === 0)
      logger.info({ event: 'identifier_correction_undone', by: by.kind }, 'correction undone')
    return answer
  }
}
