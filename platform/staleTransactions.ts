import type { Connection } from 'mongoose'
import { z } from 'zod'
import type { Logger } from './logger.ts'

/** What MongoDB says of a transaction that is open and waits for its client's next command. */
const waitingSchema = z.object({
  lsid: z.object({ id: z.unknown() }),
  transaction: z.object({
    parameters: z.object({ txnNumber: z.coerce.number() }),
    timeActiveMicros: z.coerce.number(),
  }),
})
type Waiting = z.infer<typeof waitingSchema>

/** The application name by which our own transactions are told from others'. */
export const applicationName = 'elo'

/**
 * End transactions of Elo that have made no progress between two looks, `everyMs` apart. A process that is killed leaves
 * its open transactions behind, and MongoDB lets them block every write to what they touched for a minute. Ours take
 * milliseconds, so one that stands still has nobody behind it; were it a process that only slept, its transaction would
 * begin anew. Where the database does not allow it, nothing happens.
 */
export function watchStaleTransactions(
  connection: Connection,
  logger: Logger,
  { everyMs = 2_000 }: { everyMs?: number } = {},
): { stop(): void } {
  let seen = new Map<string, number>()
  let isLooking = false

  function keyOf({ lsid, transaction }: Waiting): string {
    return `${String(lsid.id)} ${transaction.parameters.txnNumber}`
  }

  async function look(): Promise<void> {
    const admin = connection.getClient().db('admin')
    const found = await admin
      .aggregate(
        [
          { $currentOp: { allUsers: false, idleSessions: true } },
          { $match: { type: 'idleSession', desc: 'inactive transaction', appName: applicationName } },
          {
            $project: {
              'lsid.id': 1,
              'transaction.parameters.txnNumber': 1,
              'transaction.timeActiveMicros': 1,
            },
          },
        ],
        { readConcern: { level: 'local' } },
      )
      .toArray()
    const waiting = found.map((operation) => waitingSchema.parse(operation))
    const stale = waiting.filter(
      (operation) => seen.get(keyOf(operation)) === operation.transaction.timeActiveMicros,
    )
    seen = new Map(waiting.map((operation) => [keyOf(operation), operation.transaction.timeActiveMicros]))
    if (stale.length === 0) return
    await admin.command({ killSessions: stale.map(({ lsid }) => ({ id: lsid.id })) })
    logger.warn(
      { event: 'stale_transactions_ended', count: stale.length },
      'ended transactions that a killed process left open',
    )
  }

  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    look()
      .catch((error: unknown) => {
        const code = error instanceof Error ? error.name : 'Error'
        logger.debug({ event: 'stale_transactions_unknown', code }, 'open transactions cannot be looked at')
      })
      .finally(() => (isLooking = false))
  }, everyMs).unref()

  return { stop: () => clearInterval(timer) }
}
