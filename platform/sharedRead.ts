import DataLoader from 'dataloader'
import { readDeadline, readingUntil } from './readDeadline.ts'

/**
 * Read by one command what different requests ask for at the same time. Everything is read after it was asked for and
 * nothing is kept, so that each sees what was written before. `read` gives the values in the order of its keys, which
 * may repeat; when it fails, all who wait for it fail. It may take as long as the request that has the most time left.
 */
export function createSharedRead<Key, Value>(
  read: (keys: readonly Key[]) => Promise<Value[]>,
  { maxKeys }: { maxKeys: number },
): (key: Key) => Promise<Value> {
  const loader = new DataLoader<{ key: Key; endsAt: number }, Value>(
    (asked) =>
      readingUntil(Math.max(...asked.map(({ endsAt }) => endsAt)), () => read(asked.map(({ key }) => key))),
    {
      cache: false,
      maxBatchSize: maxKeys,
      // When all requests that have arrived by now have asked: on an idle machine at once.
      batchScheduleFn: (start) => setImmediate(start),
    },
  )
  return (key) => loader.load({ key, endsAt: readDeadline() })
}
