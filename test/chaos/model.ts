/*
 * What a client knows of a customer: a map of interactions, filled from a page and changed by the events of the stream
 * that continues the page. The rules are those of PROTOCOL.md. The model is stored together with the cursor, so no
 * event may come twice, and revisions and positions go forward only.
 */

export type KnownInteraction = { id: string; revision: number; kind: string; summary: string }

export type HistoryEvent = {
  change: string
  cursor: string
  interaction: KnownInteraction | null
  /** Of HIDDEN. */
  interactionId?: string | undefined
  /** Of LEFT. */
  interactionIds?: string[] | undefined
  /** Of LOG_JOINED. */
  pageAfter?: string | undefined
}

/** An interaction that an event put into the model. */
export type Delivery = { id: string; revision: number; kind: string }

export type Model = {
  interactions: ReadonlyMap<string, KnownInteraction>
  /** The deliveries of events in their order, without those of interactions that left since. */
  deliveries: readonly Delivery[]
  /** What came although it had come before. */
  repeated: string[]
  /** What came in an older revision than before. */
  reordered: string[]
  /** Events of unknown form. */
  unexpected: string[]
  eventCount: number
  /** How many events announced logs that are too long for the stream. */
  logsJoined: number
  /** The newest revision that it was given, also of an interaction that is hidden now. */
  revisionOf(id: string): number | undefined
  apply(event: HistoryEvent): void
  /** An interaction of joined logs that are read by pages. They may be read again, when the connection broke meanwhile. */
  putPaged(interaction: KnownInteraction): void
}

export function createModel(page: readonly KnownInteraction[]): Model {
  const interactions = new Map(page.map((each) => [each.id, each]))
  /** Also of hidden interactions: only a later revision may show one again. */
  const newest = new Map(page.map(({ id, revision }) => [id, revision]))
  let deliveries: Delivery[] = []
  const repeated: string[] = []
  const reordered: string[] = []
  const unexpected: string[] = []
  let eventCount = 0
  let logsJoined = 0

  function put(change: string, interaction: KnownInteraction): void {
    const { id, revision, kind } = interaction
    const known = newest.get(id) ?? 0
    if (revision === known) repeated.push(`${change} ${id} revision ${revision}`)
    if (revision < known) reordered.push(`${change} ${id} revision ${revision} after revision ${known}`)
    if (revision < known) return
    newest.set(id, revision)
    interactions.set(id, interaction)
    deliveries.push({ id, revision, kind })
  }

  function leave(ids: readonly string[]): void {
    const left = new Set(ids)
    for (const id of left) {
      interactions.delete(id)
      newest.delete(id)
    }
    deliveries = deliveries.filter(({ id }) => !left.has(id))
  }

  function putPaged(interaction: KnownInteraction): void {
    const { id, revision } = interaction
    if (revision < (newest.get(id) ?? 0)) return
    newest.set(id, revision)
    interactions.set(id, interaction)
  }

  return {
    interactions,
    get deliveries() {
      return deliveries
    },
    repeated,
    reordered,
    unexpected,
    get eventCount() {
      return eventCount
    },
    get logsJoined() {
      return logsJoined
    },
    revisionOf: (id) => newest.get(id),
    putPaged,
    apply(event) {
      const { change, interaction, interactionId, interactionIds } = event
      eventCount += 1
      if (change === 'LOG_JOINED') logsJoined += 1
      if (change === 'POSITION' || change === 'LOG_JOINED') return
      if (change === 'HIDDEN' && interactionId !== undefined) interactions.delete(interactionId)
      else if (change === 'LEFT' && interactionIds) leave(interactionIds)
      else if (['RECORDED', 'AMENDED', 'JOINED'].includes(change) && interaction) put(change, interaction)
      else unexpected.push(`${change} without what it is about`)
    },
  }
}
