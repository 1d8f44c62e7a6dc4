import { fittingBody } from './fittingBody.ts'
import { linkOf } from './linkOf.ts'
import type { Members } from './members.ts'
import type { PayloadType } from './payloadEvent.ts'

/** What every body says, whatever it is about. */
export type Envelope = { type: PayloadType; timestamp: Date; cursor: string; customerId: string | null }

/** What a receiver needs to put the event in its place. It is never left out. */
const neverLeftOut = ['id', 'kind', 'revision', 'occurredAt', 'recordedAt', 'visibility'] as const

/**
 * The body of an event in the form of Standard Webhooks, with the whole interaction unless it is longer than 20 kB:
 * then `truncated` is true, `leftOut` names the members that are null or empty, and `link` is where to read them.
 */
export function standardBody(
  { type, timestamp, cursor, customerId }: Envelope,
  { typeName, interaction, publicUrl }: { typeName: string; interaction: Members; publicUrl: string | null },
): string {
  const isFixed = (name: string) => neverLeftOut.some((each) => each === name)
  const entries = Object.entries(interaction)
  const fixed = Object.fromEntries(entries.filter(([name]) => isFixed(name)))
  const others = Object.fromEntries(entries.filter(([name]) => !isFixed(name)))
  return fittingBody(others, ({ kept, leftOut }) =>
    JSON.stringify({
      type,
      timestamp,
      data: {
        cursor,
        customerId,
        interaction: { ...fixed, ...kept },
        truncated: leftOut.length > 0,
        ...(leftOut.length > 0 && {
          leftOut,
          link: linkOf(publicUrl, { typeName, id: String(interaction['id']), leftOut }),
        }),
      },
    }),
  )
}

/** The body of an interaction that is hidden now from the webhook's maker: its id, and nothing of what it says. */
export function hiddenBody({ type, timestamp, cursor, customerId }: Envelope, interactionId: string): string {
  return JSON.stringify({ type, timestamp, data: { cursor, customerId, interactionId } })
}
