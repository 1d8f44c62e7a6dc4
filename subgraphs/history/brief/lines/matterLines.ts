import type { BriefLine } from '../../../../interactions/brief/brief.ts'
import type { BriefEvent } from '../read/briefEvent.ts'
import type { BriefParts } from '../read/briefReadStore.ts'
import type { EventWriting } from './eventLines.ts'

type Touched = { kind: string; externalId: string; isOpen: boolean; last: BriefEvent }

/** A line for each matter that something open names, or one of the newest interactions, the open ones first. */
export function matterLines(parts: BriefParts, { words, text, times }: EventWriting): BriefLine[] {
  const open = [...parts.OPEN_ACTIONS, ...parts.COMMITMENTS]
  const ids = new Set(open.map(({ id }) => id))
  const matters = new Map<string, Touched>()
  for (const event of [...open, ...parts.COURSE]) {
    if (event.matter === null || event.isErased) continue
    const { kind, externalId } = event.matter
    const key = `${kind} ${externalId}`
    const known = matters.get(key)
    const isOpen = ids.has(event.id) || (known?.isOpen ?? false)
    const last = known && known.last.occurredAt >= event.occurredAt ? known.last : event
    matters.set(key, { kind, externalId, isOpen, last })
  }
  return [...matters.values()].sort(byState).map(({ kind, externalId, isOpen, last }) => ({
    text: text.line(
      `- ${words.matters[kind] ?? kind.toLowerCase()} ${text.quote(externalId)}: ${times.dayOf(last.occurredAt)}${isOpen ? `, ${words.open}` : ''}`,
    ),
    objectIds: [last.id],
  }))
}

function byState(one: Touched, other: Touched): number {
  return (
    Number(other.isOpen) - Number(one.isOpen) ||
    other.last.occurredAt.getTime() - one.last.occurredAt.getTime() ||
    (one.last.id < other.last.id ? 1 : -1)
  )
}
