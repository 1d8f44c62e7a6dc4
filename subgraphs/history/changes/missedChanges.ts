import { LRUCache } from 'lru-cache'
import { createConcurrencyLimit } from '../../../platform/async/concurrencyLimit.ts'
import { isPlaceLost } from '../../../platform/mongo/openChangeStream.ts'
import {
  type ChangePosition,
  comparePositions,
  compareTimes,
  createPositionCounter,
} from './changePosition.ts'
import type { ChangeStore, PastChanges, WrittenChange } from './changeStore.ts'
import type { Change, RecentBegin, RecentChanges } from './recentChanges.ts'

/** Changes from the past, in the order of commits, and the position after them. */
export type MissedChanges = { changes: Change[]; next: ChangePosition }

/**
 * Reads what was committed from a position on and is not kept in `recent` any more: a bounded number of changes, at
 * least one unless there are none up to what is kept. `LOST` when the oplog does not reach back to the position.
 * Readers at the same position share one read; only a few read at once.
 */
export type ReadMissed = (from: ChangePosition) => Promise<MissedChanges | 'LOST'>

type Written = WrittenChange & { next: ChangePosition; revision: number }
type Page = { written: Written[]; next: ChangePosition }

/** A reader holds at most so many interactions. */
const changesAtOnce = 25
/** How many changes are read from the oplog at once, without their interactions. */
const pageSize = 500
const readsAtOnce = 4
const sharedForMs = 30_000
const longestReadMs = 60_000

export function createReadMissed({
  store,
  recent,
  atOnce = changesAtOnce,
  pageOf = pageSize,
}: {
  store: Pick<ChangeStore, 'openPast' | 'readAt'>
  recent: Pick<RecentChanges, 'start'>
  atOnce?: number
  pageOf?: number
}): ReadMissed {
  const pages = new LRUCache<string, Promise<Page>>({ max: 16, ttl: sharedForMs })
  /** Pages that a reader left half read, by the position where it continues. */
  const rests = new LRUCache<string, Page>({ max: 256, ttl: sharedForMs })
  const limit = createConcurrencyLimit(readsAtOnce)

  async function readPage(past: PastChanges, from: ChangePosition, begin: RecentBegin): Promise<Page> {
    const written: Written[] = []
    const count = createPositionCounter()
    const endsAt = performance.now() + longestReadMs
    let next = from
    for (;;) {
      const change = await past.next()
      if (change) {
        const position = count(change.time)
        const order = comparePositions(position, begin.position)
        if (order > 0) return { written, next: begin.position }
        // The changes of one cluster time are read from its first on.
        if (comparePositions(position, from) <= 0) continue
        next = position
        if (change.revision !== null) written.push({ ...change, revision: change.revision, next })
        if (order === 0 || written.length >= pageOf) return { written, next }
      }
      const upTo = past.isDrained() ? past.upTo() : null
      const beyond = upTo && compareTimes(upTo, begin.time)
      if (beyond !== null && (change ? beyond > 0 : beyond >= 0)) return { written, next: begin.position }
      if (performance.now() > endsAt) {
        if (written.length > 0) return { written, next }
        throw new Error(`changes since ${from.seconds}: expected the oplog to be read in ${longestReadMs} ms`)
      }
    }
  }

  async function openPage(from: ChangePosition, begin: RecentBegin): Promise<Page> {
    const past = store.openPast(from)
    try {
      return await readPage(past, from, begin)
    } finally {
      await past.close().catch(() => undefined)
    }
  }

  function pageFrom(from: ChangePosition, begin: RecentBegin): Promise<Page> {
    const key = keyOf(from)
    const rest = rests.get(key)
    if (rest) return Promise.resolve(rest)
    const shared = pages.get(key)
    if (shared) return shared
    const page = limit(() => openPage(from, begin))
    pages.set(key, page)
    // A failed read is not shared with later readers.
    page.catch(() => pages.delete(key))
    return page
  }

  return async function readMissed(from) {
    const begin = recent.start()
    if (!begin) return 'LOST'
    let page: Page
    try {
      page = await pageFrom(from, begin)
    } catch (error) {
      if (isPlaceLost(error)) return 'LOST'
      throw error
    }
    const { written, next } = page
    const some = written.slice(0, atOnce)
    const last = some.at(-1)
    if (!last) return { changes: [], next }
    const rest = written.slice(atOnce)
    if (rest.length > 0) rests.set(keyOf(last.next), { written: rest, next })
    const interactions = await store.readAt([...new Set(some.map(({ id }) => id))], last.time)
    return {
      changes: some.flatMap(({ id, revision, isNew, next: position }) => {
        const interaction = interactions.get(id)
        return interaction ? [{ next: position, revision, isNew, interaction }] : []
      }),
      next: rest.length > 0 ? last.next : next,
    }
  }
}

function keyOf({ seconds, increment, index }: ChangePosition): string {
  return `${seconds}.${increment}.${index}`
}
