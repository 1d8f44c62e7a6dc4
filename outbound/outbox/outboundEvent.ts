import type { Interaction } from '../../interactions/interaction.ts'
import type { ClosableIterator } from '../../platform/async/closableIterator.ts'
import type { Webhook } from '../webhook.ts'

/** An event of the interaction feed, as its owner sees it. */
export type OutboundEvent = { cursor: string } & (
  | { change: 'RECORDED' | 'AMENDED'; interaction: Interaction }
  | ({ change: 'HIDDEN'; interactionId: string } & Pick<Interaction, 'revision' | 'profileId' | 'changedAt'>)
  | { change: 'POSITION' }
)

/** An event that is to be delivered, not a mere position. */
export type DeliverableEvent = Exclude<OutboundEvent, { change: 'POSITION' }>

/**
 * Open the interaction feed for a webhook: with the rights of its owner, its filter, and after its cursor; without a
 * cursor from its creation. At least once, the events of one log in order. Rejects with FORBIDDEN when the owner may not
 * read the feed, and with BAD_USER_INPUT, INVALID_CURSOR or NOT_FOUND when its filter or cursor is refused.
 */
export type OpenFeed = (webhook: Webhook) => Promise<ClosableIterator<OutboundEvent>>

/**
 * The body of an event for a webhook; null when nothing is to be delivered. It may be called again for the same event.
 * Rejects when it cannot be made now.
 */
export type BuildBody = (event: DeliverableEvent, webhook: Webhook) => Promise<string | null>

/** Which revision an event is about, in which log. */
export function revisionOf(
  event: DeliverableEvent,
): Pick<Interaction, 'id' | 'revision' | 'profileId' | 'changedAt'> {
  if (event.change !== 'HIDDEN') return event.interaction
  const { interactionId: id, revision, profileId, changedAt } = event
  return { id, revision, profileId, changedAt }
}
