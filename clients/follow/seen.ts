/** How many interactions are remembered in memory, and in a position. */
const mostRemembered = 10_000
const mostStored = 100

/**
 * The revisions that were handled of the last interactions, to recognise what the feed repeats: an amendment that came
 * before its turn, as the latest state of its interaction. The text of a position has a cursor and the last of those
 * that can come again. A first revision cannot, because it has replaced none.
 */
export type Seen = {
  /** Whether this revision, or a later one, was handled. */
  has(id: string, revision: number): boolean
  add(id: string, revision: number): void
  /** The text to store: the cursor, with what has to be remembered. */
  positionAt(cursor: string): string
}

/** With what a stored position remembers, and the cursor of it. */
export function createSeen(position: string | null): { seen: Seen; cursor: string | null } {
  const [cursor = null, ...stored] = position?.split(' ') ?? []
  const revisions = new Map<string, number>()
  const repeatable = new Map<string, number>()

  function keep(map: Map<string, number>, most: number, id: string, revision: number): void {
    map.delete(id)
    map.set(id, revision)
    if (map.size <= most) return
    const [oldest] = map.keys()
    if (oldest !== undefined) map.delete(oldest)
  }
  function add(id: string, revision: number): void {
    keep(revisions, mostRemembered, id, revision)
    if (revision > 1) keep(repeatable, mostStored, id, revision)
  }

  for (const text of stored) {
    const [id = '', revision = ''] = text.split(':')
    add(id, Number(revision))
  }
  return {
    cursor,
    seen: {
      has: (id, revision) => (revisions.get(id) ?? 0) >= revision,
      add,
      positionAt: (at) => [at, ...[...repeatable].map(([id, revision]) => `${id}:${revision}`)].join(' '),
    },
  }
}
