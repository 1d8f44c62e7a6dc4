import type { Connection } from 'mongoose'
import type { Logger } from '../../../platform/process/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { inTransaction } from '../../../interactions/transaction.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { isPair, type LinkDecision } from './profileLink.ts'
import type { ProfileLinkStore } from './profileLinkStore.ts'
import { findPair, pairFaults, type ProfilePairInput } from './readProfilePair.ts'

export type RemoveLinkAnswer = { decision: LinkDecision | null; userErrors: UserError[] }
export type RemoveProfileLink = (input: ProfilePairInput, by: Principal) => Promise<RemoveLinkAnswer>

function refused(...userErrors: UserError[]): RemoveLinkAnswer {
  return { decision: null, userErrors }
}

/** Take back what was decided of two profiles. Nobody is merged or separated by it. */
export function createRemoveProfileLink({
  connection,
  customers: store,
  links,
  logger,
}: {
  connection: Connection
  customers: CustomerStore
  links: ProfileLinkStore
  logger: Logger
}): RemoveProfileLink {
  return async (input, by) => {
    const faults = pairFaults(input)
    if (faults.length > 0) return refused(...faults)
    const { profileId, otherProfileId } = input

    const answer = await inTransaction(connection, async (session): Promise<RemoveLinkAnswer> => {
      const { pair, faults: missing } = await findPair(store, input, session)
      if (missing) return refused(...missing)
      const standing = await links.findByProfileIds([profileId], session)
      const link = standing.find(isPair(profileId, otherProfileId))
      if (!link) {
        return refused(
          userError(
            'NOT_FOUND',
            'otherProfileId',
            `otherProfileId: expected a profile linked to ${profileId} or separated from it, got ${otherProfileId}`,
          ),
        )
      }
      await links.remove(link, session)
      for (const customer of new Set(pair)) await store.guard(customer, session)
      return { decision: link.decision, userErrors: [] }
    })
    if (answer.decision)
      logger.info(
        { event: 'profile_link_removed', profileIds: [profileId, otherProfileId], by: by.kind },
        'profile link removed',
      )
    return answer
  }
}
