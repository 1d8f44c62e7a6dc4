/** What was recorded, in the order of commits, with everything that must come before it. */
type Written = { revision: number; earlier: readonly string[] }

/** What a member has and has not acknowledged: the ids of interactions with their revisions, in the order of delivery. */
export type Held = Map<string, number>

/**
 * What a consumer group may do, decided from outside: from what was recorded, what members were given and what they
 * acknowledged. It knows nothing of queues, keys and leases.
 */
export function createGroupOracle() {
  const written = new Map<string, Written>()
  const acknowledged = new Map<string, number>()
  const customerOf = new Map<string, Set<string>>()
  const recordedOf = new Map<string, string[]>()
  const faults: string[] = []
  let repeated = 0
  let given = 0

  const together = (profileId: string) => customerOf.get(profileId) ?? new Set([profileId])

  return {
    faults,
    counts: () => ({ written: written.size, given, repeated }),
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
    /** A member was given an interaction. It may be given before the recorder has its answer. */
    given(held: Held, id: string, revision: number, isReplayed: boolean): void {
      given += 1
      if (isReplayed) repeated += 1
      if (revision <= (acknowledged.get(id) ?? 0))
        faults.push(`${id} was given in revision ${revision} after it was acknowledged`)
      if (!isReplayed && (held.get(id) ?? 0) >= revision) faults.push(`${id} was given twice to one session`)
      for (const before of written.get(id)?.earlier ?? [])
        // An amended interaction may come at the place of its amendment.
        if (written.get(before)?.revision === 1 && !acknowledged.has(before) && !held.has(before))
          faults.push(`${id} was given before ${before}, which is neither acknowledged nor with this member`)
      held.set(id, revision)
    },
    /** A member begins to acknowledge: from now on the group may count on it. Gives how to take it back. */
    acknowledging(held: Held, upTo: string): () => void {
      const before = new Map(acknowledged)
      const taken: [string, number][] = []
      // An acknowledgement of a later event may have covered it meanwhile.
      for (const [id, revision] of held.has(upTo) ? held : []) {
        taken.push([id, revision])
        if (id === upTo) break
      }
      for (const [id, revision] of taken) {
        acknowledged.set(id, Math.max(revision, acknowledged.get(id) ?? 0))
        held.delete(id)
      }
      return () => {
        for (const [id] of taken) {
          const revision = before.get(id)
          if (revision === undefined) acknowledged.delete(id)
          else acknowledged.set(id, revision)
        }
      }
    },
    /** What nobody has acknowledged in its latest revision. */
    missing: () =>
      [...written].filter(([id, { revision }]) => (acknowledged.get(id) ?? 0) < revision).map(([id]) => id),
  }
}

export type GroupOracle = ReturnType<typeof createGroupOracle>
