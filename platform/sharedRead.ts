import DataLoader from 'dataloader'

/**
 * Read by one command what different requests ask for at the same time. Everything is read after it was asked for and
 * nothing is kept, so that each sees what was written before. `read` gives the values in the order of its keys, which
 * may repeat; when it fails, all who wait for it fail. With `isQueued` one read is under way at a time, and the next one
 * takes all that was asked for meanwhile: for reads that are short and many.
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

  const loader = new DataLoader<Key, Value>((keys) => (isQueued ? follow(read(keys)) : read(keys)), {
    cache: false,
    maxBatchSize: maxKeys,
    // When all requests that have arrived by now have asked: on an idle machine at once.
    batchScheduleFn: (start) => (underWay ? void underWay.then(start) : setImmediate(start)),
  })
  return (key) => loader.load(key)
}
