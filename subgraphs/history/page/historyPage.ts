import { callerError } from '../../../platform/errors/errors.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import { type PageInfo, pageSize } from '../../../platform/paging/paging.ts'
import { type HistoryPosition, historyCursor, historyPositionOf } from './historyCursor.ts'
import type { LogPositions } from '../log/streamCursor.ts'
import type { CustomerHistoryArgs } from '../schemaTypes.ts'

/** Which part of a history: `size` interactions from its start or up to its end, between two places exclusive. */
export type PageRange = {
  from: 'START' | 'END'
  size: number
  after: HistoryPosition | null
  before: HistoryPosition | null
}

/** A page, oldest first. */
export type HistoryPage = {
  interactions: Interaction[]
  hasNextPage: boolean
  hasPreviousPage: boolean
  /** The last positions of the logs at the moment of the page; null when they were not requested. */
  positions: LogPositions | null
  /** The time for which the page was requested; left out for one of now. */
  asOf?: Date
  /** Where reading stopped before the page was full; left out when it did not. The next page continues there. */
  stoppedAt?: { from: PageRange['from']; at: HistoryPosition }
}

/** The places of the cursors of a page, from its start to its end. */
export function placesOf({ interactions, stoppedAt }: HistoryPage): HistoryPosition[] {
  const places = interactions.map(historyPositionOf)
  if (!stoppedAt) return places
  return stoppedAt.from === 'START' ? [...places, stoppedAt.at] : [stoppedAt.at, ...places]
}

/** What `PageInfo` is resolved from: a page of a history, or the page info of another list. */
export type ShownPageInfo = HistoryPage | PageInfo

/** One interaction of a page, and the time for which the page was requested. */
export type HistoryEdge = { node: Interaction; asOf: Date | null }

export type InteractionKnowledge = 'UNCHANGED' | 'CONTENT_KEPT' | 'NOT_KEPT'

/** What is known now of an interaction at an earlier time. */
export type InteractionAsOf = { interactionId: string; time: Date; knowledge: InteractionKnowledge }

/** Of messages and notes the former contents are kept, by their subgraph; of other kinds only the newest state. */
export function interactionAsOf({ id, kind, changedAt, erased }: Interaction, time: Date): InteractionAsOf {
  const isKept = (kind === 'MESSAGE' || kind === 'NOTE') && !erased
  const knowledge = changedAt <= time ? 'UNCHANGED' : isKept ? 'CONTENT_KEPT' : 'NOT_KEPT'
  return { interactionId: id, time, knowledge }
}

/**
 * The range that the paging arguments request; without `first` and `last` the newest 20. BAD_USER_INPUT when both are
 * given or one is out of range, INVALID_CURSOR when a cursor is damaged or of another customer.
 */
export function pageRange(page: CustomerHistoryArgs, profileIds: string[]): PageRange {
  const isFirst = page.first !== null && page.first !== undefined
  const isLast = page.last !== null && page.last !== undefined
  if (isFirst && isLast) throw callerError('BAD_USER_INPUT', 'history: expected first or last, got both')
  return {
    from: isFirst ? 'START' : 'END',
    size: isFirst ? pageSize(page.first, 'first') : pageSize(page.last, 'last'),
    after: positionOf(page.after, 'after', profileIds),
    before: positionOf(page.before, 'before', profileIds),
  }
}

function positionOf(
  text: string | null | undefined,
  field: string,
  profileIds: string[],
): HistoryPosition | null {
  if (text === null || text === undefined) return null
  const position = historyCursor.decode(text, field)
  if (profileIds.includes(position.profileId)) return position
  throw callerError('INVALID_CURSOR', `${field}: expected a cursor of this customer, got one of another`)
}
