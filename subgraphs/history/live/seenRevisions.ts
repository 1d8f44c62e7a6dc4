/** A revision of an interaction. */
type Revised = { id: string; revision: number }

/** Remembers which revisions a subscriber was given, the last so many of them. */
export type SeenRevisions = {
  /** Whether this revision, or a later one, was given. */
  has(interaction: Revised): boolean
  /** Whether any revision was given. */
  hasAny(id: string): boolean
  add(interaction: Revised): void
}

const rememberedAtMost = 20_000

/** A plain Map, as every subscriber of the feed has one: a cache of `lru-cache` would take twice its memory. */
export function createSeenRevisions(): SeenRevisions {
  const newest = new Map<string, number>()
  return {
    has: ({ id, revision }) => revision <= (newest.get(id) ?? 0),
    hasAny: (id) => newest.has(id),
    add({ id, revision }) {
      newest.delete(id)
      newest.set(id, revision)
      if (newest.size <= rememberedAtMost) return
      const oldest = newest.keys().next()
      if (!oldest.done) newest.delete(oldest.value)
    },
  }
}
