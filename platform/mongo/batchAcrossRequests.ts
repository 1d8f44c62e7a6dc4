import DataLoader from 'dataloader'
import { createCommandPacing } from './commandPacing.ts'
import { readDeadline, readingUntil } from './readDeadline.ts'

/**
 * Read by one command what different requests load at the same time. Every read starts after its load was called, and
 * nothing is cached, so a load sees all earlier writes. `read` gives the values in the order of its keys, which may
 * repeat; when it fails, all loads of the batch fail. It may run as long as the request with the most remaining time.
 * With `commandsAtOnce`, loads wait while this number of reads is in progress, and then go together: for many short
 * reads.
 */
export function createBatchAcrossRequests<Key, Value>(
  read: (keys: readonly Key[]) => Promise<Value[]>,
  { maxKeys, commandsAtOnce }: { maxKeys: number; commandsAtOnce?: number },
): (key: Key) => Promise<Value> {
  const pacing = commandsAtOnce === undefined ? null : createCommandPacing(commandsAtOnce)
  const loader = new DataLoader<{ key: Key; endsAt: number }, Value>(
    (loads) => {
      const endsAt = Math.max(...loads.map((load) => load.endsAt))
      const reading = readingUntil(endsAt, () => read(loads.map(({ key }) => key)))
      return pacing?.follow(reading) ?? reading
    },
    {
      cache: false,
      maxBatchSize: maxKeys,
      // After all requests that have arrived by now have called: on an idle machine at once.
      batchScheduleFn: (start) => (pacing ? pacing.schedule(start) : setImmediate(start)),
    },
  )
  return (key) => loader.load({ key, endsAt: readDeadline() })
}
