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
import type { StreamStart } from '../live/streamStart.ts'
import { streamCursor } from '../log/streamCursor.ts'
import { type BriefArguments, checkedArguments, type GivenArguments } from './briefArguments.ts'
import type { BriefEvent } from './briefEvent.ts'
import type { BriefParts, BriefReadStore } from './briefReadStore.ts'
import { briefWords } from './briefWords.ts'
import { type CustomerCard, type ReadCustomerCard } from './customerCard.ts'
import { customerLines } from './customerLines.ts'
import { eventLines, type EventWriting, ofAction, ofCourse, ofNote, ofSummary } from './eventLines.ts'
import type { Candidates } from './fillSections.ts'
import { createLineText } from './lineText.ts'
import { matterLines } from './matterLines.ts'
import type { TokenCounter } from './tokenCounter.ts'
import type { ToldFacts } from './toldFacts.ts'
import { shownValues, toldLines } from './toldLines.ts'
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
  identity: Pick<IdentityClient, 'findCustomer'>
  accessOf: AccessOf
  clock: Clock
}): Briefs {
  return {
    async make({ profileId, profileIds }, given, request) {
      const arguments_ = checkedArguments(given)
      if (!profileIds) throw unknownProfiles()
      const { maxTokens, language, since, times } = arguments_
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
      const candidates = candidatesOf(card, parts, arguments_, writing)
      return writeBrief(
        { ...candidates, TOLD: toldLines(facts, language, maxTokens, writing) },
        {
          profileId,
          profileIds,
          streamCursor: streamCursor.encode(parts.positions),
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

function candidatesOf(
  card: CustomerCard,
  parts: BriefParts,
  { department }: BriefArguments,
  writing: EventWriting,
): Omit<Candidates, 'TOLD'> {
  // Notes of the department that asks are part of the course of events.
  const isListedNote = (note: BriefEvent) => department === null || note.department !== department
  const changed = new Set(parts.NEW.map(({ id }) => id))
  const hasOwnSection = ({ kind, ...event }: BriefEvent) =>
    kind === 'ACTION' ||
    kind === 'FEEDBACK' ||
    kind === 'COMMITMENT' ||
    (kind === 'NOTE' && isListedNote({ kind, ...event }))
  return {
    CUSTOMER: customerLines(card, writing.words, writing.text),
    MATTERS: matterLines(parts, writing),
    COMMITMENTS: eventLines(parts.COMMITMENTS, ofSummary, writing),
    ACTIONS: eventLines([...parts.OPEN_ACTIONS, ...parts.LAST_ACTIONS], ofAction, writing),
    FEEDBACK: eventLines(parts.FEEDBACK, ofSummary, writing),
    NOTES: eventLines(parts.NOTES.filter(isListedNote), ofNote, writing),
    COURSE: eventLines(
      parts.COURSE.filter((event) => isShown(event) && !hasOwnSection(event) && !changed.has(event.id)),
      ofCourse,
      writing,
    ),
    NEW: eventLines(parts.NEW.filter(isShown).sort(newestFirst), ofCourse, writing),
  }
}

/** Merges and unmerges say nothing about the customer's matters. */
function isShown({ kind }: BriefEvent): boolean {
  return kind !== 'IDENTITY'
}

function newestFirst(one: BriefEvent, other: BriefEvent): number {
  return other.occurredAt.getTime() - one.occurredAt.getTime() || (one.id < other.id ? 1 : -1)
}
