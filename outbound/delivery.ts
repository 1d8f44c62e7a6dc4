/**
 * WAITING: to be sent, now, at `nextAttemptAt`, or after earlier ones of its customer. SENDING: a process has claimed it.
 * DELIVERED: the receiver answered 2xx. DEAD: given up; it can be replayed.
 */
export type DeliveryState = 'WAITING' | 'SENDING' | 'DELIVERED' | 'DEAD'

/** Why an attempt failed. */
export type AttemptError =
  /** The receiver answered with a status other than 2xx; a redirect is one. */
  | 'STATUS'
  /** No answer within the time-out. */
  | 'TIMEOUT'
  /** The connection was refused, reset or ended before the answer. */
  | 'CONNECTION'
  /** The host has no address. */
  | 'DNS'
  /** The host has an address that is private, loopback or otherwise refused, or the url is not https. */
  | 'ADDRESS_REFUSED'
  /** The certificate is not valid. */
  | 'TLS'
  /** The webhook has no valid secret, or its url cannot be read. */
  | 'CONFIGURATION'
  /** The process that had claimed the delivery ended, or lost its lease, before it stored an answer. */
  | 'INTERRUPTED'

/** One attempt to deliver. */
export type DeliveryAttempt = {
  at: Date
  /** The status of the answer; null without one. */
  status: number | null
  durationMs: number
  /** Null after a success. */
  error: AttemptError | null
}

/** Why a delivery is DEAD: its time is over, its customer was erased, or no body could be made that is small enough. */
export type DeadReason = 'EXPIRED' | 'ERASED' | 'NO_BODY'

export type DeliveredEvent = 'RECORDED' | 'AMENDED' | 'HIDDEN'

/** An event for one webhook. An event is one revision of an interaction; it is stored once for each webhook. */
export type Delivery = {
  /** `dlv_…`, the same whenever this event is stored for this webhook. */
  id: string
  webhookId: string
  /** The id that the receiver gets as `webhook-id`: `<interaction id>_<revision>`, the same in all repeats. */
  eventId: string
  event: DeliveredEvent
  interactionId: string
  revision: number
  /** The profile whose log the interaction is in. Deliveries of one profile are sent in order. */
  profileId: string
  /** The cursor of the event in the interaction feed. */
  cursor: string
  /** Its place among the deliveries of the webhook: they are sent in this order. */
  position: number
  state: DeliveryState
  /** Null unless it is DEAD. */
  deadReason: DeadReason | null
  /** The latest 30, oldest first. */
  attempts: DeliveryAttempt[]
  /** The number of all attempts since it was stored or replayed. */
  attemptCount: number
  /** When the next attempt is due; null unless it is WAITING. */
  nextAttemptAt: Date | null
  /** What is sent: JSON; empty when it was erased. */
  body: string
  createdAt: Date
  /** When it was delivered or given up; null before. */
  settledAt: Date | null
}

/** The id that the receiver gets. It has no full stop, which the signed text uses to separate its parts. */
export function eventIdOf(interactionId: string, revision: number): string {
  return `${interactionId}_${revision}`
}
