import DataLoader from 'dataloader'
import { readDeadline, readingUntil } from './readDeadline.ts'

/**
 * Read by one command what different requests ask for at the same time. Everything is read after it was asked for and
 * nothing is kept, so that each sees what was written before. `read` gives the values in the order of its keys, which
 * may repeat; when it fails, all who wait for it fail. It may take as long as the request that has the most time left.
 * With `isQueued` one read is under way at a time, and the next one takes all that was asked for meanwhile: for reads
 * that are short and many.
 */
export function createSharedRead<Key, Value>(
  read: (keys: readonly Key[]) => Promise<Value[]>,
  { maxKeys, isQueued = false }: { maxKeys: number; isQueued?: boolean },
): (key: Key) => Promise<Value> {
  let underWay: Promise<unknown> | null = null

  function follow(reading: Promise<Value[]>): Promise<Value[]> {
    const ended = reading
      .catch(() => undefined)
      .then(() => {
        if (underWay === ended) underWay = null
      })
    underWay = ended
    return reading
  }

  const loader = new DataLoader<{ key: Key; endsAt: number }, Value>(
    (asked) => {
      const endsAt = Math.max(...asked.map((each) => each.endsAt))
      const reading = readingUntil(endsAt, () => read(asked.map(({ key }) => key)))
      return isQueued ? follow(reading) : reading
    },
    {
      cache: false,
      maxBatchSize: maxKeys,
      // When all requests that have arrived by now have asked: on an idle machine at once.
      batchScheduleFn: (start) => (underWay ? void underWay.then(start) : setImmediate(start)),
    },
  )
  return (key) => loader.load({ key, endsAt: readDeadline() })
}
