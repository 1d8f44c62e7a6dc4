/** The parts of Elo that hold data of customers. Each erases what it owns, in whatever process it runs. */
export const erasurePartNames = [
  'identity',
  'conversations',
  'actions',
  'feedback',
  'intake',
  'outbound',
] as const
export type ErasurePartName = (typeof erasurePartNames)[number]

/** How many documents of a collection are erased; `kind` says which of them, null for all. */
export type ErasureCount = { collection: string; kind: string | null; count: number }

/**
 * What the parts need to find a customer's data once their identifiers are gone. It is deleted when the last part is
 * done.
 */
export type ErasureTargets = {
  /** The contacts of Chatwoot, as `account:contact`. */
  chatwootContacts: string[]
  /** The conversations of Chatwoot, as `account:conversation`. */
  chatwootConversations: string[]
  /** The values of all identifiers, by which deliveries that were not understood are found. */
  values: string[]
}

export type ErasurePartState = {
  state: 'PENDING' | 'DONE'
  /** What it erases, counted before it begins; null until then. */
  counts: ErasureCount[] | null
  /** Until when a process works on it; a part whose process ended is free for others then. */
  leasedUntil: Date
  doneAt: Date | null
}

export type ErasureCertificate = {
  /** Canonical JSON: protocol, customer, who erased when and why, and what was erased where. */
  content: string
  /** SHA-256 of `content` in hexadecimal. */
  sha256: string
}

/** The erasure of one customer. */
export type Erasure = {
  protocol: string
  customerId: string
  profileIds: string[]
  by: { kind: string; id: string }
  reason: string
  requestedAt: Date
  state: 'RUNNING' | 'DONE'
  parts: Record<ErasurePartName, ErasurePartState>
  targets: ErasureTargets | null
  doneAt: Date | null
  certificate: ErasureCertificate | null
}

/** What one part of Elo does for an erasure. Each step can be repeated after a crash. */
export type ErasurePart = {
  name: ErasurePartName
  /** How much there is to erase. */
  count(erasure: Erasure): Promise<ErasureCount[]>
  erase(erasure: Erasure): Promise<void>
}
