import type { Logger } from '../../platform/process/log/logger.ts'

/** The events of the upstream of one subscription. */
export type UpstreamState = {
  lost(): void
  established(): void
  /** The client reads too slowly; the upstream is opened again from the log. */
  overflowed(): void
  /** The subscription has ended. */
  close(): void
}

/**
 * Logs the loss and recovery of the upstreams of one subgraph: one line when the first is lost, and one when none is
 * lost any more, however many subscriptions and retries there are.
 */
export function createUpstreamLog(subgraph: string, logger: Logger): { follow(): UpstreamState } {
  const lost = new Set<UpstreamState>()
  let resumed = 0

  function notLost(state: UpstreamState): void {
    if (!lost.delete(state) || lost.size > 0) return
    if (resumed > 0) {
      logger.info(
        { event: 'subscriptions_resumed', subgraph, subscriptions: resumed },
        'the subscriptions at a subgraph continue',
      )
    } else {
      logger.warn({ event: 'subscriptions_ended', subgraph }, 'the subscriptions at a subgraph have ended')
    }
    resumed = 0
  }

  return {
    follow() {
      let hasOverflowed = false
      const state: UpstreamState = {
        lost() {
          if (lost.size === 0) {
            logger.warn(
              { event: 'subscriptions_lost', subgraph },
              'the subscriptions at a subgraph are lost; opening them again',
            )
          }
          lost.add(state)
        },
        established() {
          if (!lost.has(state)) return
          resumed += 1
          notLost(state)
        },
        overflowed() {
          if (hasOverflowed) return
          hasOverflowed = true
          logger.info(
            { event: 'subscription_overflowed', subgraph },
            'a subscription is read more slowly than its events come; it continues from the log',
          )
        },
        close: () => notLost(state),
      }
      return state
    },
  }
}
