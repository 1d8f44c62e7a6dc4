import type { Backlog, BacklogEnd, LogPlace, LogPositions } from '../../log/streamCursor.ts'
import { createDeliveredInteractions, type DeliveredInteractions } from '../deliveredInteractions.ts'

/** A log that is followed: its last delivered position, and what was delivered lately. */
type FollowedLog = { position: number; delivered: DeliveredInteractions; backlog: BacklogEnd | null }

/** The logs of one customer that are followed, and how far each is delivered. */
export type FollowedLogs = {
  has(profileId: string): boolean
  ids(): string[]
  /** The last delivered position; undefined for a log that is not followed. */
  positionOf: (profileId: string) => number | undefined
  positions: () => LogPositions
  /** Whether this is after the position of its log, which is followed. */
  isAhead(place: LogPlace): boolean
  /** What is to be read before anything newer. */
  backlog(): Backlog
  hasBacklog(): boolean
  /** Follow one more log. */
  follow(profileId: string, position: number, backlog?: BacklogEnd): void
  leave(profileId: string): void
  deliveredOf(profileId: string): DeliveredInteractions | undefined
  /** Everything up to this position is delivered. At the end of its backlog a log goes on to the position after it. */
  advance: (profileId: string, position: number) => void
}

export function createFollowedLogs(): FollowedLogs {
  const logs = new Map<string, FollowedLog>()
  /** Whose log has a backlog. */
  const behind = new Set<string>()

  function advance(profileId: string, position: number): void {
    const log = logs.get(profileId)
    if (!log) return
    log.position = Math.max(log.position, position)
    if (!log.backlog || log.position < log.backlog.end) return
    log.position = Math.max(log.position, log.backlog.next)
    log.backlog = null
    behind.delete(profileId)
  }

  return {
    has: (profileId) => logs.has(profileId),
    ids: () => [...logs.keys()],
    positionOf: (profileId) => logs.get(profileId)?.position,
    positions: () => new Map([...logs].map(([profileId, { position }]) => [profileId, position])),
    isAhead({ profileId, seq }) {
      const log = logs.get(profileId)
      return log !== undefined && seq > log.position
    },
    backlog: () =>
      new Map(
        [...behind].flatMap((profileId): [string, BacklogEnd][] => {
          const backlog = logs.get(profileId)?.backlog
          return backlog ? [[profileId, backlog]] : []
        }),
      ),
    hasBacklog: () => behind.size > 0,
    follow(profileId, position, backlog) {
      if (logs.has(profileId)) return
      const delivered = createDeliveredInteractions(position)
      logs.set(profileId, { position, delivered, backlog: backlog ?? null })
      if (backlog) behind.add(profileId)
      // A backlog that is empty ends at once.
      advance(profileId, position)
    },
    leave(profileId) {
      logs.delete(profileId)
      behind.delete(profileId)
    },
    deliveredOf: (profileId) => logs.get(profileId)?.delivered,
    advance,
  }
}
