/** The state of a delivery: to be processed, processed, or kept because it could not be processed. */
export type DeliveryState = 'received' | 'done' | 'quarantined'

/** A stored delivery. Two deliveries with the same content are one, whatever id their sender gives them. */
export type StoredDelivery = {
  /** SHA-256 of the system's name and the body without its secrets. */
  id: string
  /** The system that sent it, e.g. `chatwoot`. */
  system: string
  /** The name of its event; null when it could not be read. */
  event: string | null
  /** Deliveries of one group are processed one after the other; null when it is not understood. */
  group: string | null
  /** Its body as text, without secrets. */
  body: string
  /** The length of the body as it arrived. */
  sizeBytes: number
  receivedAt: Date
  /** The time of sending as the sender gives it, else `receivedAt`. */
  sentAt: Date
  state: DeliveryState
  /** Why it is in quarantine; null when it is not there. */
  reason: string | null
  /** The number of failed attempts before it was processed or put into quarantine. */
  attempts: number
}

/** A delivery that waits to be processed, without its body, which may be large. */
export type WaitingDelivery = Pick<StoredDelivery, 'id' | 'group'>

/** A delivery as it is given to the inbox. */
export type NewDelivery = Omit<StoredDelivery, 'attempts'>
