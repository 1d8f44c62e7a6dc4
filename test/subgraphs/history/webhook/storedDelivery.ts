import type { DeliveryDocument } from '../../../../outbound/deliveryModel.ts'
import { eventIdOf } from '../../../../outbound/delivery.ts'
import { now } from '../../../support/recordingSubgraphs.ts'

const uuid = (position: number) => `0197f3a0-0000-7000-8000-${String(position).padStart(12, '0')}`

/** A delivery of a webhook at a position, that waits unless the fields say otherwise. */
export function storedDelivery(
  webhookId: string,
  position: number,
  fields: Partial<DeliveryDocument> = {},
): DeliveryDocument {
  const interactionId = `int_${uuid(position)}`
  return {
    _id: `dlv_${uuid(position)}`,
    webhookId,
    eventId: eventIdOf(interactionId, 1),
    event: 'RECORDED',
    interactionId,
    revision: 1,
    profileId: 'cus_0197f3a0-0000-7000-8000-000000000000',
    changedAt: now,
    cursor: 'feed.x.y',
    position,
    replay: 0,
    state: 'WAITING',
    deadReason: null,
    attempts: [],
    attemptCount: 0,
    firstAttemptAt: null,
    nextAttemptAt: null,
    fence: 0,
    body: '{"text":"call 11 98765-4321"}',
    createdAt: now,
    settledAt: null,
    expiresAt: null,
    ...fields,
  }
}
