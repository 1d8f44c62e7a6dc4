import { isTaking, type TakingIterator } from './takingIterator.ts'

/** Send a value, and call back when it has been sent, or with why it could not be. */
type Send<Value> = (value: Value, onSent: (error: Error | null) => void) => void

/**
 * Send the values of an iterator, each when the one before has been sent. Resolves at the end of the values, and when
 * `isActive` has become false. Rejects with what ends them, or with why one could not be sent. The iterator is closed then.
 */
export async function sendEach<Value>(
  values: AsyncIterable<Value>,
  send: Send<Value>,
  isActive: () => boolean,
): Promise<void> {
  if (isTaking(values)) return sendTaken(values, send, isActive)
  for await (const value of values) {
    if (!isActive()) break
    await new Promise<void>((resolve, reject) => {
      send(value, (error) => (error ? reject(error) : resolve()))
    })
  }
}

/**
 * The same without a promise for each value: thousands of subscribers may wait for the same one.
 *
 * One value is taken ahead. So a subscriber waits for the next event as soon as it has sent one, and what is called when
 * that has left does next to nothing: walking through thousands of subscribers twice for each event costs most where
 * they do not fit into the caches of the processor.
 */
async function sendTaken<Value>(
  values: TakingIterator<Value>,
  send: Send<Value>,
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
