import { LRUCache } from 'lru-cache'

/**
 * Token buckets, one for each key. A bucket begins full, with `capacity` tokens, and `perSecond` tokens come back. So
 * within any period a key gets at most `capacity` tokens and what comes back meanwhile. Buckets of the keys that were
 * used least recently are forgotten beyond `maxKeys`; they begin full again.
 */
export type TokenBuckets = {
  /** Take tokens. Gives 0, or takes none and gives the time in ms after which there are as many; Infinity: never. */
  take: (key: string, tokens: number) => number
  /** Give tokens back that were taken and not needed. */
  giveBack: (key: string, tokens: number) => void
}

export function createTokenBuckets({
  capacity,
  perSecond,
  maxKeys = 20_000,
  now = () => performance.now(),
}: {
  capacity: number
  perSecond: number
  maxKeys?: number
  /** A clock in ms that never goes back. */
  now?: () => number
}): TokenBuckets {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: maxKeys })

  function bucketOf(key: string): { tokens: number; at: number } {
    const at = now()
    const known = buckets.get(key)
    if (!known) {
      const bucket = { tokens: capacity, at }
      buckets.set(key, bucket)
      return bucket
    }
    known.tokens = Math.min(capacity, known.tokens + ((at - known.at) / 1_000) * perSecond)
    known.at = at
    return known
  }

  return {
    take(key, tokens) {
      if (tokens > capacity) return Infinity
      const bucket = bucketOf(key)
      if (tokens > bucket.tokens)
        return Math.max(1, Math.ceil(((tokens - bucket.tokens) / perSecond) * 1_000))
      bucket.tokens -= tokens
      return 0
    },
    giveBack(key, tokens) {
      const bucket = bucketOf(key)
      bucket.tokens = Math.min(capacity, bucket.tokens + tokens)
    },
  }
}
