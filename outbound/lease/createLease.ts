/** Whether a process may still act under a lease, by its own clock. */
export type Lease = {
  /** Note a renewal that was asked for at `askedAt`, as `leaseTime` gives it. */
  renewed(askedAt: LeaseTime): void
  /** Whether the lease is valid for another `ms` at least. */
  isValidFor(ms: number): boolean
  /** The lease is lost or given up. */
  end(): void
}

/** A moment by two clocks. The monotonic one does not count the time that a machine sleeps; the other can be set back. */
export type LeaseTime = { monotonic: number; wall: number }

export function leaseTime(): LeaseTime {
  return { monotonic: performance.now(), wall: Date.now() }
}

/**
 * A lease of `leaseMs` from the moment at which its renewal was asked for. That is before the database began to count, so
 * this process stops earlier than another one can begin, also when it was stopped (SIGSTOP) and goes on later.
 */
export function createLease(leaseMs: number, askedAt: LeaseTime, now = leaseTime): Lease {
  let since: LeaseTime | null = askedAt
  return {
    renewed(at) {
      if (since) since = at
    },
    isValidFor(ms) {
      if (!since) return false
      const { monotonic, wall } = now()
      const elapsed = Math.max(monotonic - since.monotonic, wall - since.wall)
      return elapsed + ms <= leaseMs
    },
    end() {
      since = null
    },
  }
}
