import type { ExecutionResult } from 'graphql'
import { type ClosableIterator, createClosableIterator } from '../../../platform/async/closableIterator.ts'
import { deferred } from '../../../platform/async/deferred.ts'

/** A stream to which a test adds results one by one. Closing it settles when `closing` does. */
export function createResults({
  closing,
}: { closing?: Promise<void> } = {}): ClosableIterator<ExecutionResult> & {
  give(result: ExecutionResult): void
  finish(): void
  fail(error: Error): void
  /** Resolves when the reader has left, or the results have ended. */
  closed: Promise<void>
} {
  type Step = () => IteratorResult<ExecutionResult, undefined>
  const steps: Step[] = []
  let wake = () => {}
  const closed = deferred()
  const add = (step: Step) => {
    steps.push(step)
    wake()
  }
  const results = createClosableIterator<ExecutionResult>({
    async pull() {
      for (;;) {
        const step = steps.shift()
        if (step) return step()
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    async close() {
      closed.resolve()
      await closing
    },
  })
  return {
    ...results,
    give: (value) => add(() => ({ done: false, value })),
    finish: () => add(() => ({ done: true, value: undefined })),
    fail: (error) =>
      add(() => {
        throw error
      }),
    closed: closed.promise,
  }
}
