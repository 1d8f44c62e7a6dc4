import type { BriefArguments } from './briefArguments.ts'
import type { BriefEvent } from './read/briefEvent.ts'
import type { BriefParts } from './read/briefReadStore.ts'
import type { CustomerCard } from './read/customerCard.ts'
import { customerLines } from './lines/customerLines.ts'
import { eventLines, type EventWriting, ofAction, ofCourse, ofNote, ofSummary } from './lines/eventLines.ts'
import type { Candidates } from './fillSections.ts'
import { matterLines } from './lines/matterLines.ts'

/** The lines that each section could have, but those of what the customer told. */
export function candidatesOf(
  card: CustomerCard,
  parts: BriefParts,
  { department }: Pick<BriefArguments, 'department'>,
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
