import type { Brief } from '../../../interactions/brief/brief.ts'
import { briefRightsOf, mayReadBrief } from '../../../interactions/brief/briefRights.ts'
import type { BriefStore } from '../../../interactions/brief/briefStore.ts'
import type { IdentityClient } from '../../../interactions/recording/identityClient.ts'
import type { AccessOf } from '../../../interactions/visibility/access.ts'
import { readableConditions } from '../../../interactions/visibility/visibility.ts'
import { callerError, unknownProfiles } from '../../../platform/errors/errors.ts'
import { isId } from '../../../platform/lang/ids.ts'
import type { CustomerReference } from '../../../platform/paging/newestFirstPage.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { StreamCursors } from '../live/streamCursors.ts'
import type { StreamStart } from '../live/streamStart.ts'
import { checkedArguments, type GivenArguments } from './briefArguments.ts'
import type { BriefParts, BriefReadStore } from './read/briefReadStore.ts'
import { briefWords } from './lines/briefWords.ts'
import { candidatesOf } from './candidates.ts'
import type { ReadCustomerCard } from './read/customerCard.ts'
import type { EventWriting } from './lines/eventLines.ts'
import { createLineText } from './lines/lineText.ts'
import type { TokenCounter } from './tokenCounter.ts'
import type { ToldFacts } from './read/toldFacts.ts'
import { shownValues, toldLines } from './lines/toldLines.ts'
import { writeBrief } from './writeBrief.ts'

/** Makes briefs, keeps them, and gives kept ones again. */
export type Briefs = {
  /** The brief of a customer of an entity reference, for the caller. Throws a caller error when the arguments are wrong. */
  make(customer: CustomerReference, given: GivenArguments, request: SubgraphRequest): Promise<Brief>
  /** The id of a brief, which is kept from then on. NOT_FOUND when the customer was erased meanwhile. */
  keep(brief: Brief): Promise<string>
  /** A kept brief; null when there is none that the caller may see. BAD_USER_INPUT when the id is malformed. */
  find(id: string, request: SubgraphRequest): Promise<Brief | null>
}

/** A brief of fewer tokens has no room for more of the newest interactions. */
const tokensOfInteraction = 10
const fewestNewest = 30
const mostNewest = 1_000

export function createBriefs({
  parts: read,
  kept,
  told,
  readCard,
  countTokens: tokenCounter,
  streamStart,
  streamCursors,
  identity,
  accessOf,
  clock,
}: {
  parts: BriefReadStore
  kept: BriefStore
  told: ToldFacts
  readCard: ReadCustomerCard
  countTokens: TokenCounter
  streamStart: Pick<StreamStart, 'after'>
  streamCursors: Pick<StreamCursors, 'encode'>
  identity: Pick<IdentityClient, 'findCustomer'>
  accessOf: AccessOf
  clock: Clock
}): Briefs {
  return {
    async make({ profileId, profileIds }, given, request) {
      const asked = checkedArguments(given)
      if (!profileIds) throw unknownProfiles()
      const { maxTokens, language, since, times } = asked
      const { principal } = request
      const start = since === null ? null : await streamStart.after(profileId, since, request, 'since')
      const [card, parts, countTokens] = await Promise.all([
        readCard(profileId, request),
        read.read({
          profileIds,
          readable: readableConditions(principal),
          newest: Math.min(mostNewest, Math.max(fewestNewest, Math.ceil(maxTokens / tokensOfInteraction))),
          since: start && start.startAt.positions,
        }),
        tokenCounter(),
      ])
      const rights = briefRightsOf(principal)
      const writing: EventWriting = {
        words: briefWords[language],
        times,
        text: createLineText({ maxTokens, readsUnmasked: rights.readsUnmasked }),
      }
      const facts = await told.read(parts.positions, principal, shownValues(maxTokens))
      const candidates = candidatesOf(card, parts, asked, writing)
      return writeBrief(
        { ...candidates, TOLD: toldLines(facts, language, maxTokens, writing) },
        {
          profileId,
          profileIds,
          streamCursor: await streamCursors.encode(parts.positions),
          rights,
          maxTokens,
          language,
          timeZone: times.timeZone,
          hasSince: since !== null,
        },
        { countTokens, isDeleted: isDeletedIn(parts) },
      )
    },

    async keep(brief) {
      if (await kept.keep(brief, clock())) return brief.id
      throw callerError('NOT_FOUND', 'id: expected a customer who exists, got one who was erased')
    },

    async find(id, request) {
      if (!isId('brf', id))
        throw callerError('BAD_USER_INPUT', `id: expected brf_…, got "${id.slice(0, 80)}"`)
      const found = await kept.find(id)
      if (!found || !mayReadBrief(found.brief, found.states, request.principal)) return null
      // The customer was erased, or may not be seen any more, or a profile is another customer's now.
      const customer = await identity.findCustomer(found.brief.profileId, request)
      if (!customer || !(await accessOf(request).maySeeCustomer(customer.profileIds))) return null
      return isOneOf(found.brief.profileIds, customer.profileIds) ? found.brief : null
    },
  }
}

function isOneOf(profileIds: readonly string[], all: readonly string[]): boolean {
  return profileIds.every((profileId) => all.includes(profileId))
}

function isDeletedIn({ positions: _positions, ...parts }: BriefParts): (id: string) => boolean {
  const deleted = new Set(
    Object.values(parts)
      .flat()
      .filter(({ isDeleted }) => isDeleted)
      .map(({ id }) => id),
  )
  return (id) => deleted.has(id)
}
