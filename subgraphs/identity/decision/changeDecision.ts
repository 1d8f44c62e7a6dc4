import type { ClientSession } from 'mongoose'
import type { Logger } from '../../../platform/process/log/logger.ts'
import { textFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { type Customer, profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { profileIdFaults, shownProfileId, storedProfileId, unknownProfile } from '../customer/profileId.ts'
import { type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { MutationCall, RunMutation } from '../mutation/runMutation.ts'
import type { DecideProfilesSameInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'

/** The input of `decideProfilesSame`, `decideProfilesDifferent` and `withdrawProfileDecision`. */
export type ProfilePairInput = DecideProfilesSameInput

/** Two profiles by their stored ids, and the reason of a decision about them. */
export type ProfilePair = { profileId: string; otherProfileId: string; reason: string | null }

/** The pair, and what is wrong with it. Whether the profiles exist is not checked. */
function readProfilePair(input: ProfilePairInput): { pair: ProfilePair; faults: UserError[] } {
  const pair = {
    profileId: storedProfileId(input.profileId) ?? input.profileId,
    otherProfileId: storedProfileId(input.otherProfileId) ?? input.otherProfileId,
    reason: cleanText(input.reason),
  }
  const malformed = [
    ...profileIdFaults('profileId', input.profileId),
    ...profileIdFaults('otherProfileId', input.otherProfileId),
  ]
  const isSame = malformed.length === 0 && pair.profileId === pair.otherProfileId
  const same = `otherProfileId: expected another profile, got ${shownProfileId(pair.profileId)} again`
  return {
    pair,
    faults: [
      ...malformed,
      ...(isSame ? [userError('SAME_CUSTOMER', 'otherProfileId', same)] : []),
      ...textFaults('reason', input.reason, 1_000),
    ],
  }
}

/** The customers of both profiles, the first profile's first; the same customer twice when both are of one. */
async function findPair(
  store: CustomerStore,
  { profileId, otherProfileId }: ProfilePair,
  session: ClientSession,
): Promise<{ pair: [Customer, Customer]; faults?: never } | { pair?: never; faults: UserError[] }> {
  const found = await store.findByProfileIds([profileId, otherProfileId], { session })
  const customerOfProfile = (id: string) => found.find((customer) => profileIdsOf(customer).includes(id))
  const [one, other] = [customerOfProfile(profileId), customerOfProfile(otherProfileId)]
  if (one && other) return { pair: [one, other] }
  return {
    faults: [
      ...(one ? [] : [unknownProfile('profileId', profileId)]),
      ...(other ? [] : [unknownProfile('otherProfileId', otherProfileId)]),
    ],
  }
}

/**
 * Change what is decided about the two profiles of an input, in one transaction, and log that it was done. Nothing
 * happens when the input has faults or a profile does not exist.
 */
export type ChangeDecision = (
  call: Pick<MutationCall, 'mutation' | 'by'> & {
    input: ProfilePairInput
    /** The fields of the log line beside the profiles, and its message. */
    log: [fields: { event: string; by?: string }, message: string]
  },
  change: (
    given: ProfilePair,
    customers: [Customer, Customer],
    session: ClientSession,
  ) => Promise<MutationAnswer>,
) => Promise<MutationAnswer>

export function createChangeDecision({
  runMutation,
  customers: store,
  logger,
}: {
  runMutation: RunMutation
  customers: CustomerStore
  logger: Logger
}): ChangeDecision {
  return async ({ input, log: [fields, message], ...call }, change) => {
    const { pair: given, faults } = readProfilePair(input)
    const { idempotencyKey } = input
    const answer = await runMutation({ ...call, content: given, idempotencyKey, faults }, async (session) => {
      const { pair, faults: missing } = await findPair(store, given, session)
      return missing ? refused(...missing) : change(given, pair, session)
    })
    if (answer.userErrors.length === 0)
      logger.info({ ...fields, profileIds: [given.profileId, given.otherProfileId] }, message)
    return answer
  }
}
