import { within } from '../async/within.ts'
import { runInRequest } from '../process/requestContext.ts'

/**
 * A read of the database for a metric. Reads that come within `everyMs` share one, so that who scrapes often costs no
 * more, and each ends after `limitMs`: then it rejects, and the metric is left out of the scrape.
 */
export function createSharedRead<Result>(
  read: () => Promise<Result>,
  { everyMs = 5_000, limitMs = 2_000, now = () => performance.now() } = {},
): () => Promise<Result> {
  let last: { at: number; result: Promise<Result> } | null = null
  return () => {
    if (last && now() - last.at < everyMs) return last.result
    const bounded = () => runInRequest({ endsAt: Date.now() + limitMs, requestId: null }, read)
    last = { at: now(), result: within(bounded(), limitMs, `expected an answer within ${limitMs} ms`) }
    return last.result
  }
}
