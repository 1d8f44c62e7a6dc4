import type { HttpLimits } from './httpLimits.ts'

/** Counts what clients have not read yet, over all connections and for each address. */
export type UnreadBytes = {
  /** Count bytes that wait; false when they are too many, and then the connection must be closed. */
  add(address: string, bytes: number): boolean
  /** They were read, or the connection is closed. */
  remove(address: string, bytes: number): void
  /** What waits now, over all connections. */
  total(): number
}

export function createUnreadBytes({
  maxUnreadBytes,
  maxUnreadBytesOfAddress,
}: Pick<HttpLimits, 'maxUnreadBytes' | 'maxUnreadBytesOfAddress'>): UnreadBytes {
  const byAddress = new Map<string, number>()
  let all = 0

  return {
    add(address, bytes) {
      const ofAddress = (byAddress.get(address) ?? 0) + bytes
      all += bytes
      byAddress.set(address, ofAddress)
      return all <= maxUnreadBytes && ofAddress <= maxUnreadBytesOfAddress
    },
    total: () => all,
    remove(address, bytes) {
      const rest = (byAddress.get(address) ?? 0) - bytes
      all -= bytes
      if (rest > 0) byAddress.set(address, rest)
      else byAddress.delete(address)
    },
  }
}
