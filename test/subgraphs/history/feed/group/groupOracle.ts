/** What was recorded, in the order of commits, with everything that must come before it. */
type Written = { revision: number; earlier: readonly string[] }

/** What a member has and has not acknowledged: the ids of interactions with their revisions, in the order of delivery. */
export type Held = Map<string, number>

/** How an acknowledgement ended. `UNKNOWN`: without an answer, so it was done or it was not. */
export type Outcome = 'DONE' | 'REFUSED' | 'UNKNOWN'

/** An acknowledgement that has begun and has not ended, or has ended without an answer. */
type Attempt = { taken: ReadonlyMap<string, number>; givenMeanwhile: { held: Held; id: string }[] }

/**
 * What a consumer group may do, decided from outside: from what was recorded, what members were given and what they
 * acknowledged. It knows nothing of queues, keys and leases.
 *
 * `arrivesLate`: an event that was on its way when its session ended can still arrive. So what is wrong with an event counts
 * only when the session that was given it acknowledges afterwards, because only a session that lives can. And only a
 * session that began after an acknowledgement without an answer shows by an event that this was not done.
 */
export function createGroupOracle({ arrivesLate = false } = {}) {
  const written = new Map<string, Written>()
  const acknowledged = new Map<string, number>()
  const running = new Set<Attempt>()
  const unknown = new Set<Attempt>()
  const unknownBefore = new WeakMap<Held, ReadonlySet<Attempt>>()
  const customerOf = new Map<string, Set<string>>()
  const recordedOf = new Map<string, string[]>()
  const faults: string[] = []
  const suspicions = new Map<Held, string[]>()
  let late = 0
  let repeated = 0
  let given = 0

  const together = (profileId: string) => customerOf.get(profileId) ?? new Set([profileId])
  function suspect(held: Held, fault: string): void {
    if (arrivesLate) suspicions.set(held, [...(suspicions.get(held) ?? []), fault])
    else faults.push(fault)
  }
  /** Whether an acknowledgement may have been done. */
  const isPerhapsAcknowledged = (id: string) =>
    [...running, ...unknown].some(({ taken }) => taken.has(id)) || acknowledged.has(id)

  /** Whether it is certain that an event of this session was given after an attempt. */
  const beganAfter = (held: Held, attempt: Attempt) => unknownBefore.get(held)?.has(attempt) === true

  /** Whether an interaction was acknowledged in this revision or a later one, or perhaps was. */
  function isAcknowledged(id: string, revision: number): boolean {
    const perhaps = [...unknown].map(({ taken }) => taken.get(id) ?? 0)
    return Math.max(acknowledged.get(id) ?? 0, ...perhaps) >= revision
  }

  return {
    faults,
    counts: () => ({ written: written.size, given, repeated, unknown: unknown.size, late }),
    /** Call it when the interaction is committed. */
    recorded(id: string, profileId: string): void {
      const earlier = [...together(profileId)].flatMap((profile) => recordedOf.get(profile) ?? [])
      recordedOf.set(profileId, [...(recordedOf.get(profileId) ?? []), id])
      written.set(id, { revision: 1, earlier })
    },
    amended(id: string): void {
      const before = written.get(id)
      if (before) written.set(id, { ...before, revision: before.revision + 1 })
    },
    merged(one: string, other: string): void {
      const all = new Set([...together(one), ...together(other)])
      for (const profileId of all) customerOf.set(profileId, all)
    },
    /** A session begins. Gives what it has, which is nothing yet. */
    begin(): Held {
      const held: Held = new Map()
      unknownBefore.set(held, new Set(unknown))
      return held
    },
    /** A session was given an interaction. It may be given before the recorder has its answer. */
    given(held: Held, id: string, revision: number, isReplayed: boolean): void {
      given += 1
      if (isReplayed) repeated += 1
      if (revision <= (acknowledged.get(id) ?? 0))
        suspect(held, `${id} was given in revision ${revision} after it was acknowledged`)
      for (const { taken, givenMeanwhile } of running)
        if (revision <= (taken.get(id) ?? 0)) givenMeanwhile.push({ held, id })
      // What is given again was not acknowledged.
      for (const attempt of unknown)
        if (revision <= (attempt.taken.get(id) ?? 0) && (!arrivesLate || beganAfter(held, attempt)))
          unknown.delete(attempt)
      if (!isReplayed && (held.get(id) ?? 0) >= revision)
        suspect(held, `${id} was given twice to one session`)
      for (const before of written.get(id)?.earlier ?? [])
        // An amended interaction may come at the place of its amendment.
        if (written.get(before)?.revision === 1 && !isPerhapsAcknowledged(before) && !held.has(before))
          suspect(
            held,
            `${id} was given before ${before}, which is neither acknowledged nor with this member`,
          )
      // Its cursor is now that of the later event.
      held.delete(id)
      held.set(id, revision)
    },
    /** A member begins to acknowledge. Gives what to call with the outcome. */
    acknowledging(held: Held, upTo: string): (outcome: Outcome) => void {
      const taken = new Map<string, number>()
      // An acknowledgement of a later event may have covered it meanwhile.
      for (const [id, revision] of held.has(upTo) ? held : []) {
        taken.set(id, revision)
        if (id === upTo) break
      }
      const attempt: Attempt = { taken, givenMeanwhile: [] }
      running.add(attempt)
      return (outcome) => {
        running.delete(attempt)
        const suspected = suspicions.get(held) ?? []
        suspicions.delete(held)
        if (outcome === 'DONE') faults.push(...suspected)
        else late += suspected.length
        if (outcome === 'REFUSED') return
        if (outcome === 'UNKNOWN') {
          if (arrivesLate || attempt.givenMeanwhile.length === 0) unknown.add(attempt)
          return
        }
        for (const { held: other, id } of attempt.givenMeanwhile)
          suspect(other, `${id} was given to others before its acknowledgement was accepted`)
        for (const [id, revision] of taken) {
          acknowledged.set(id, Math.max(revision, acknowledged.get(id) ?? 0))
          if (held.get(id) === revision) held.delete(id)
        }
      }
    },
    isAcknowledged,
    /** What nobody has acknowledged in its latest revision. What was perhaps acknowledged is not counted. */
    missing: () =>
      [...written].filter(([id, { revision }]) => !isAcknowledged(id, revision)).map(([id]) => id),
  }
}

export type GroupOracle = ReturnType<typeof createGroupOracle>
