/** A revision of an interaction. */
type Revised = { id: string; revision: number }

/** Remembers the revisions that a subscriber was given last. */
export type SeenRevisions = {
  /** Whether this revision, or a later one, was given. */
  has(interaction: Revised): boolean
  /** Whether any revision was given. */
  hasAny(id: string): boolean
  add(interaction: Revised): void
}

const maxRemembered = 20_000

/** By a Map, because every subscriber of the feed has one: a cache of `lru-cache` would take twice the memory. */
export function createSeenRevisions(): SeenRevisions {
  const newest = new Map<string, number>()
  return {
    has: ({ id, revision }) => revision <= (newest.get(id) ?? 0),
    hasAny: (id) => newest.has(id),
    add({ id, revision }) {
      newest.delete(id)
      newest.set(id, revision)
      if (newest.size <= maxRemembered) return
      const oldest = newest.keys().next()
      if (!oldest.done) newest.delete(oldest.value)
    },
  }
}
