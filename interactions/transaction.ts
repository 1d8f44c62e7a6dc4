import type { ClientSession, Connection } from 'mongoose'
import { forgetWritten, PositionTakenError, rememberWritten } from './interactionLog.ts'
import { TransactionBlockedError } from '../platform/mongo/mongoErrors.ts'

/** Less than a request has, so that its caller is told to try again. */
const retryingMs = 8_000
const commitMs = 5_000

/**
 * Run work as one transaction: all of it happens, majority-committed and journaled, or nothing. The work may run
 * several times, so it must be repeatable; it must not use its session in parallel.
 *
 * Rejects with TransactionBlockedError, which may be tried again, when other transactions are still in the way after
 * `retryForMs`. Those of living processes take milliseconds. One that a killed process left open is ended by the
 * server after its `transactionLifetimeLimitSeconds`.
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
      return result
    } catch (error) {
      if (!(error instanceof PositionTakenError)) throw error
    } finally {
      await session.endSession()
    }
  }
}
