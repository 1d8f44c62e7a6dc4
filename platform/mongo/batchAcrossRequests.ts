import DataLoader from 'dataloader'
import { createCommandPacing } from './commandPacing.ts'
import { readDeadline, readingUntil } from './readDeadline.ts'

/**
 * Read by one command what different requests ask for at the same time. Everything is read after it was asked for and
 * nothing is kept, so that each sees what was written before. `read` gives the values in the order of its keys, which
 * may repeat; when it fails, all who wait for it fail. It may take as long as the request that has the most time left.
 * With `commandsAtOnce` what is asked for while so many reads are under way waits for one of them, and goes together:
 * for reads that are short and many.
 */
export function createBatchAcrossRequests<Key, Value>(
  read: (keys: readonly Key[]) => Promise<Value[]>,
  { maxKeys, commandsAtOnce }: { maxKeys: number; commandsAtOnce?: number },
): (key: Key) => Promise<Value> {
  const pacing = commandsAtOnce === undefined ? null : createCommandPacing(commandsAtOnce)
  const loader = new DataLoader<{ key: Key; endsAt: number }, Value>(
    (asked) => {
      const endsAt = Math.max(...asked.map((each) => each.endsAt))
      const reading = readingUntil(endsAt, () => read(asked.map(({ key }) => key)))
      return pacing?.follow(reading) ?? reading
    },
    {
      cache: false,
      maxBatchSize: maxKeys,
      // When all requests that have arrived by now have asked: on an idle machine at once.
      batchScheduleFn: (start) => (pacing ? pacing.schedule(start) : setImmediate(start)),
    },
  )
  return (key) => loader.load({ key, endsAt: readDeadline() })
}
