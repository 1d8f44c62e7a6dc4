/** A delivery that waits, without its body. */
export type QueuedDelivery = { id: string; profileId: string; position: number; dueAt: number }

/**
 * The deliveries of one webhook that wait, in memory.
 *
 * Those of one profile are sent in order of their position: only the first of them can be taken, and the next one becomes
 * the first when it is settled. A first one that failed is held until it is due again, and holds back the others of its
 * profile, but no other profile. All others are taken in the order in which they became ready.
 */
export type DeliveryQueue = {
  /** Add a delivery, or move it to another position. Does nothing while it is in flight. */
  add(delivery: QueuedDelivery): void
  /** Take at most `limit` that are due. Each is in flight until `settle` or `hold`. */
  take(now: number, limit: number): QueuedDelivery[]
  /** It is delivered, given up, or not to be sent by this process. */
  settle(delivery: QueuedDelivery): void
  /** It failed, and is due again at `dueAt`. */
  hold(delivery: QueuedDelivery, dueAt: number): void
  /** When the next one is due; null when none waits. It may be in the past. */
  nextDueAt(): number | null
  /** All that wait or are in flight. */
  size(): number
}

type Line = { waiting: QueuedDelivery[]; inFlight: QueuedDelivery | null }

export function createDeliveryQueue(): DeliveryQueue {
  const lines = new Map<string, Line>()
  /** Profiles whose first one is due, or was when they were put here. */
  const ready = new Set<string>()
  /** Profiles whose first one is held. */
  const held = new Map<string, number>()
  const known = new Set<string>()
  let earliestHeld = Infinity

  function schedule(profileId: string, line: Line): void {
    ready.delete(profileId)
    held.delete(profileId)
    const [first] = line.waiting
    if (line.inFlight) return
    if (!first) {
      lines.delete(profileId)
      return
    }
    held.set(profileId, first.dueAt)
    earliestHeld = Math.min(earliestHeld, first.dueAt)
  }

  function releaseDue(now: number): void {
    if (now < earliestHeld) return
    earliestHeld = Infinity
    for (const [profileId, dueAt] of held) {
      if (dueAt > now) earliestHeld = Math.min(earliestHeld, dueAt)
      else {
        held.delete(profileId)
        ready.add(profileId)
      }
    }
  }

  function insert(line: Line, delivery: QueuedDelivery): void {
    const { waiting } = line
    let place = waiting.length
    while (place > 0 && (waiting[place - 1]?.position ?? 0) > delivery.position) place -= 1
    waiting.splice(place, 0, delivery)
  }

  function leave(delivery: QueuedDelivery, isAgain: QueuedDelivery | null): void {
    const line = lines.get(delivery.profileId)
    if (!line || line.inFlight?.id !== delivery.id) return
    line.inFlight = null
    if (isAgain) insert(line, isAgain)
    else known.delete(delivery.id)
    schedule(delivery.profileId, line)
  }

  return {
    add(delivery) {
      const { id, profileId } = delivery
      const line = lines.get(profileId) ?? { waiting: [], inFlight: null }
      if (line.inFlight?.id === id) return
      const [formerFirst] = line.waiting
      if (known.has(id)) line.waiting = line.waiting.filter((other) => other.id !== id)
      lines.set(profileId, line)
      known.add(id)
      insert(line, delivery)
      const [first] = line.waiting
      if (first === delivery || first?.id !== formerFirst?.id) schedule(profileId, line)
    },
    take(now, limit) {
      releaseDue(now)
      const taken: QueuedDelivery[] = []
      for (const profileId of ready) {
        if (taken.length >= limit) break
        ready.delete(profileId)
        const line = lines.get(profileId)
        const first = line?.waiting.shift()
        if (!line || !first) continue
        line.inFlight = first
        taken.push(first)
      }
      return taken
    },
    settle: (delivery) => leave(delivery, null),
    hold: (delivery, dueAt) => leave(delivery, { ...delivery, dueAt }),
    nextDueAt() {
      if (ready.size > 0) return 0
      return earliestHeld === Infinity ? null : earliestHeld
    },
    size: () => known.size,
  }
}
