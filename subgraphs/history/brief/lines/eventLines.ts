import type { BriefLine } from '../../../../interactions/brief/brief.ts'
import type { BriefEvent } from '../read/briefEvent.ts'
import type { BriefWords } from './briefWords.ts'
import type { LineText } from './lineText.ts'
import type { TimeFormat } from './timeFormat.ts'

/** With what lines of interactions are written. */
export type EventWriting = { words: BriefWords; text: LineText; times: TimeFormat }

type Write = (event: BriefEvent, writing: EventWriting) => string

/** A line for each interaction that was not erased, each interaction once. */
export function eventLines(events: readonly BriefEvent[], write: Write, writing: EventWriting): BriefLine[] {
  const shown = new Map(events.filter(({ isErased }) => !isErased).map((event) => [event.id, event]))
  return [...shown.values()].map((event) => ({
    text: writing.text.line(`- ${write(event, writing)}`),
    objectIds: [event.id],
  }))
}

/** E.g. `2026-06-01 09:05 WhatsApp, agent «Ana»: «…»`, and for what is no message `2026-06-01 09:05 hand-off: «…»`. */
export const ofCourse: Write = (event, writing) => {
  const { words, times, text } = writing
  const { kind, occurredAt, channel, summary } = event
  if (kind !== 'MESSAGE') {
    const by = kind === 'NOTE' ? ` ${actorOf(event, writing)}` : ''
    const state = stateOf(event, words)
    return `${times.minuteOf(occurredAt)} ${words.kinds[kind] ?? kind.toLowerCase()}${by}: ${text.quote(summary)}${state}`
  }
  const where = channel === null ? '' : `${words.channels[channel]}, `
  return `${times.minuteOf(occurredAt)} ${where}${actorOf(event, writing)}: ${text.quote(summary)}`
}

/** E.g. `2026-06-01: «Refund requested: BRL 10.00», in progress`. */
export const ofAction: Write = (event, { words, times, text }) =>
  `${times.dayOf(event.occurredAt)}: ${text.quote(event.summary)}${stateOf(event, words)}`

/** Of what its summary says whole, e.g. `2026-06-01: «CSAT 2: too slow»`. */
export const ofSummary: Write = ({ occurredAt, summary }, { times, text }) =>
  `${times.dayOf(occurredAt)}: ${text.quote(summary)}`

/** E.g. `2026-06-01 «Sales», agent «Ana»: «…»`. */
export const ofNote: Write = (event, writing) => {
  const { times, text } = writing
  const department = event.department === null ? '' : `${text.quoteName(event.department)}, `
  return `${times.dayOf(event.occurredAt)} ${department}${actorOf(event, writing)}: ${text.quote(event.summary)}`
}

function actorOf({ actor: { kind, name } }: BriefEvent, { words, text }: EventWriting): string {
  // The name of the customer is in the first section.
  return kind === 'CUSTOMER' || name === null
    ? words.actors[kind]
    : `${words.actors[kind]} ${text.quoteName(name)}`
}

function stateOf({ kind, status }: BriefEvent, words: BriefWords): string {
  return kind === 'ACTION' && status !== null ? `, ${words.states[status] ?? status.toLowerCase()}` : ''
}
