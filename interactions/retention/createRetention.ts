import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { createRetentionJob, type RetentionJob } from '../../privacy/retention/retentionJob.ts'
import type { RetentionRule } from '../../privacy/retention/retentionRules.ts'
import { createContentExpiry, type RetainedContent } from './contentExpiry.ts'

/** The job that erases the old contents of one subgraph; null when no rule is about them. */
export function createRetention({
  connection,
  clock,
  logger,
  rules,
  part,
  retained,
}: {
  connection: Connection
  clock: Clock
  logger: Logger
  rules: readonly RetentionRule[]
  /** The name of the subgraph. */
  part: string
  retained: RetainedContent
}): RetentionJob | null {
  if (!rules.some(({ kinds }) => kinds.some((kind) => retained.kinds.includes(kind)))) return null
  const expiry = createContentExpiry({ connection, clock, rules, ...retained })
  const expire = (isStopped: () => boolean) => expiry.expire(isStopped)
  return createRetentionJob({ connection, clock, logger, part, expire })
}
