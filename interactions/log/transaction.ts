import type { ClientSession, Connection } from 'mongoose'
import { noteTime } from '../../platform/mongo/collections/causalReads.ts'
import { forgetWritten, PositionTakenError, rememberWritten } from './logPositions.ts'
import { TransactionBlockedError } from '../../platform/mongo/mongoErrors.ts'

/** Less than the time of a request, so that its caller gets an error that says that it may try again. */
const retryingMs = 8_000
const commitMs = 5_000

/**
 * Run work as one transaction: all of it happens, majority-committed and journaled, or nothing. The work may run
 * several times, so it must be repeatable; it must not use its session in parallel.
 *
 * Rejects with TransactionBlockedError, which may be tried again, when other transactions still conflict with it after
 * `retryForMs`. Transactions of running processes take milliseconds. The server ends a transaction that a killed
 * process left open after `transactionLifetimeLimitSeconds`.
 */
export async function inTransaction<Result>(
  connection: Connection,
  work: (session: ClientSession) => Promise<Result>,
  { retryForMs = retryingMs }: { retryForMs?: number } = {},
): Promise<Result> {
  const endsAt = performance.now() + retryForMs
  let attempts = 0
  let last: unknown = null

  async function attempt(session: ClientSession): Promise<Result> {
    attempts += 1
    if (attempts > 1 && performance.now() >= endsAt) {
      throw new TransactionBlockedError(`a transaction was not possible in ${attempts - 1} attempts`, {
        cause: last,
      })
    }
    try {
      return await work(session)
    } catch (error) {
      last = error
      throw error
    }
  }

  for (;;) {
    const session = await connection.startSession()
    try {
      const result = await session.withTransaction(
        () => {
          forgetWritten(session)
          return attempt(session)
        },
        {
          readConcern: { level: 'snapshot' },
          writeConcern: { w: 'majority', j: true },
          readPreference: 'primary',
          maxCommitTimeMS: commitMs,
        },
      )
      rememberWritten(connection, session)
      noteTime(connection, session.operationTime)
      return result
    } catch (error) {
      if (!(error instanceof PositionTakenError)) throw error
    } finally {
      await session.endSession()
    }
  }
}
