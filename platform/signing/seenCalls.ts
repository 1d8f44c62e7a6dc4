/** How long after it was signed, and by how much before it by another clock, a call is accepted. */
export const toleranceMs = 60_000

const defaultMaxCalls = 500_000

/**
 * Remembers the calls that were accepted, so that none is accepted twice. The nonces are kept by the second in which
 * their calls were signed, until calls of this second are too old anyway. Memory is bounded: beyond `maxCalls` the
 * oldest second is forgotten, and from then on calls of it, or older ones, are refused as stale. So is a call that was
 * signed before `startedAt`, because this process may have accepted it before it was started again.
 */
export function createSeenCalls(
  startedAt: number,
  maxCalls = defaultMaxCalls,
): (call: { nonce: string; signedAt: number }, now: number) => 'new' | 'stale' | 'replayed' {
  const bySecond = new Map<number, Set<string>>()
  let size = 0
  let acceptedFrom = startedAt

  function forget(second: number, nonces: Set<string>): void {
    bySecond.delete(second)
    size -= nonces.size
    acceptedFrom = Math.max(acceptedFrom, (second + 1) * 1_000)
  }

  function open(second: number, now: number): Set<string> {
    for (const [old, nonces] of bySecond) if ((old + 1) * 1_000 <= now - toleranceMs) forget(old, nonces)
    const nonces = new Set<string>()
    bySecond.set(second, nonces)
    return nonces
  }

  return ({ nonce, signedAt }, now) => {
    if (signedAt < acceptedFrom || Math.abs(now - signedAt) > toleranceMs) return 'stale'
    const second = Math.floor(signedAt / 1_000)
    const nonces = bySecond.get(second) ?? open(second, now)
    if (nonces.has(nonce)) return 'replayed'
    nonces.add(nonce)
    size += 1
    if (size > maxCalls) {
      const oldest = Math.min(...bySecond.keys())
      forget(oldest, bySecond.get(oldest) ?? new Set())
    }
    return 'new'
  }
}
