/** Where a delivery stands: to be processed; processed; kept because it could not be. */
export type DeliveryState = 'received' | 'done' | 'quarantined'

/** A delivery as it is kept. It is the same as another by what it says, whatever its sender calls it. */
export type StoredDelivery = {
  /** SHA-256 of the system's name and the body without its secrets. */
  id: string
  /** Who sent it, e.g. `chatwoot`. */
  system: string
  /** Its event's name; null when it could not be read. */
  event: string | null
  /** Deliveries of one group are processed one after the other; null when nothing is known of it. */
  group: string | null
  /** What it said, as text, without secrets. */
  body: string
  /** How long the body was as it came. */
  sizeBytes: number
  receivedAt: Date
  /** When the sender says that he sent it; `receivedAt` where he does not. */
  sentAt: Date
  state: DeliveryState
  /** Why it is in quarantine; null when it is not. */
  reason: string | null
  /** How many attempts had failed when it was processed or put into quarantine. */
  attempts: number
}

/** What is known of a delivery before it is its turn: its body may be large. */
export type WaitingDelivery = Pick<StoredDelivery, 'id' | 'group'>

/** What is handed in at the door. */
export type NewDelivery = Omit<StoredDelivery, 'attempts'>
