import type { ExecutionResult, GraphQLError } from 'graphql'
import { type ClosableIterator, createClosableIterator } from '../../platform/async/closableIterator.ts'
import { createTakingIterator, isTaking } from '../../platform/async/takingIterator.ts'

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

  if (isTaking(results)) {
    return createTakingIterator<Result>({
      take(onMore) {
        try {
          return counted(results.take(onMore))
        } catch (error) {
          throw masked(error)
        }
      },
      close,
    })
  }
  return createClosableIterator({
    async pull() {
      try {
        return counted(await results.next())
      } catch (error) {
        throw masked(error)
      }
    },
    close,
  })
}
