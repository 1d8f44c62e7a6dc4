import { type ClosableIterator, createClosableIterator } from './closableIterator.ts'

/**
 * A closable iterator whose values can also be taken without a promise for each, which costs little where many readers
 * wait for the same value. A reader uses either `next` or `take`.
 */
export type TakingIterator<Value> = ClosableIterator<Value> & {
  /**
   * The next value, or the end; null when there is none now. Then `onMore` is called when it is worth taking again,
   * also when the iterator is closed meanwhile.
   * Throws what ends the values. After the end and after an error the iterator is closed.
   */
  take: (onMore: () => void) => IteratorResult<Value, undefined> | null
}

/** Create one from a function that takes the next value, and one that closes what it reads; `close` is called once. */
export function createTakingIterator<Value>({
  take,
  close,
}: {
  take: TakingIterator<Value>['take']
  close: () => Promise<void>
}): TakingIterator<Value> {
  let isClosed = false
  /** The `onMore` of a reader that waits. A reader that leaves calls it too, so that its own wait ends. */
  let waiting: (() => void) | null = null

  const iterator = createClosableIterator<Value>({
    async pull() {
      for (;;) {
        let wake: () => void = () => undefined
        const more = new Promise<void>((resolve) => (wake = resolve))
        const taken = take(wake)
        if (taken) return taken
        await more
      }
    },
    async close() {
      isClosed = true
      const wake = waiting
      waiting = null
      await close()
      wake?.()
    },
  })
  return {
    ...iterator,
    take(onMore) {
      if (isClosed) return { done: true, value: undefined }
      try {
        const taken = take(onMore)
        waiting = taken ? null : onMore
        if (taken?.done) void iterator.return()
        return taken
      } catch (error) {
        void iterator.return()
        throw error
      }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** Whether values can be taken from an iterator. */
export function isTaking<Value>(values: AsyncIterable<Value>): values is TakingIterator<Value> {
  return 'take' in values && typeof values.take === 'function'
}
