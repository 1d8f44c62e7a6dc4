import type { TakingIterator } from './takingIterator.ts'

/**
 * Send the values of an iterator, each when the one before has been sent, without a promise for each: thousands of
 * subscribers may wait for the same value. Resolves at the end of the values, and when `isActive` has become false.
 * Rejects with what ends them, or with why one could not be sent. The iterator is closed then.
 *
 * One value is taken ahead. So a subscriber waits for the next event as soon as it has sent one, and what is called when
 * that has left does next to nothing: walking through thousands of subscribers twice for each event costs most where
 * they do not fit into the caches of the processor.
 */
export async function sendTaken<Value>(
  values: TakingIterator<Value>,
  send: (value: Value, onSent: (error: Error | null) => void) => void,
  isActive: () => boolean,
): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      let isSending = false
      /** What was taken ahead. */
      let ahead: IteratorYieldResult<Value> | null = null

      function step(): void {
        try {
          while (isActive()) {
            if (ahead && isSending) return
            const taken = ahead ?? values.take(step)
            if (!taken) return
            if (taken.done) break
            ahead = isSending ? taken : null
            if (ahead) return
            isSending = true
            send(taken.value, onSent)
          }
          resolve()
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      }

      function onSent(error: Error | null): void {
        if (error) return reject(error)
        isSending = false
        if (ahead) step()
      }

      step()
    })
  } finally {
    await values.return()
  }
}
