import type { Clock } from '../platform/process/clock.ts'
import type { Logger } from '../platform/process/log/logger.ts'
import { loggableError } from './loggableError.ts'
import type { WebhookInbox } from './webhookInboxStore.ts'

export type QuarantineTrimmer = {
  /** Trim now, and from time to time from now on. Never rejects. */
  start(): Promise<void>
  /** So many bytes came into the quarantine; many of them do not wait for the next time. */
  added(bytes: number): void
  stop(): void
}

const intervalMs = 10 * 60_000
const msPerDay = 86_400_000

/** Keeps the quarantine within its bounds, in age and in bytes, and logs how many deliveries it dropped for that. */
export function createQuarantineTrimmer({
  inbox,
  clock,
  logger,
  days,
  maxBytes,
}: {
  inbox: WebhookInbox
  clock: Clock
  logger: Logger
  days: number
  maxBytes: number
}): QuarantineTrimmer {
  let timer: NodeJS.Timeout | null = null
  let addedBytes = 0
  let trimming: Promise<void> | null = null

  async function trim(): Promise<void> {
    addedBytes = 0
    try {
      const since = new Date(clock().getTime() - days * msPerDay)
      const { tooOld, tooMany } = await inbox.trimQuarantine({ since, maxBytes })
      if (tooOld + tooMany > 0)
        logger.warn(
          { event: 'quarantine_trimmed', tooOld, tooMany, days, maxBytes },
          'deliveries were dropped from quarantine, which is bounded',
        )
    } catch (error) {
      logger.warn(
        { event: 'quarantine_not_trimmed', ...loggableError(error) },
        'the quarantine is not bounded',
      )
    }
  }

  function trimOnce(): Promise<void> {
    trimming ??= trim().finally(() => {
      trimming = null
    })
    return trimming
  }

  return {
    async start() {
      timer ??= setInterval(() => void trimOnce(), intervalMs).unref()
      await trimOnce()
    },
    added(bytes) {
      addedBytes += bytes
      if (addedBytes > maxBytes / 10) void trimOnce()
    },
    stop() {
      if (timer) clearInterval(timer)
      timer = null
    },
  }
}
