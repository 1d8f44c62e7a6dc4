import type { ExecutionResult, GraphQLError } from 'graphql'
import { type ClosableIterator, createClosableIterator } from '../../platform/async/closableIterator.ts'
import { isTaking, type TakingIterator } from '../../platform/async/takingIterator.ts'

type Result = ExecutionResult<Record<string, unknown>>

/** The same results with masked errors. `onEnd` is called once, with the number of results and the error, if any. */
export function countedResults(
  results: ClosableIterator<Result>,
  mask: (error: unknown) => GraphQLError,
  onEnd: (events: number, error: GraphQLError | null) => void,
): ClosableIterator<Result> {
  let events = 0
  let ending: GraphQLError | null = null

  function counted<Next extends IteratorResult<Result, undefined> | null>(next: Next): Next {
    if (next && !next.done) events += 1
    return next
  }

  function masked(error: unknown): GraphQLError {
    ending = mask(error)
    return ending
  }

  async function close(): Promise<void> {
    onEnd(events, ending)
    await results.return()
  }

  const iterator = createClosableIterator({
    async pull() {
      try {
        return counted(await results.next())
      } catch (error) {
        throw masked(error)
      }
    },
    close,
  })
  if (!isTaking(results)) return iterator
  const taking: TakingIterator<Result> = {
    ...iterator,
    take(onMore) {
      try {
        const next = counted(results.take(onMore))
        if (next?.done) void iterator.return()
        return next
      } catch (error) {
        const thrown = masked(error)
        void iterator.return()
        throw thrown
      }
    },
    [Symbol.asyncIterator]: () => taking,
  }
  return taking
}
