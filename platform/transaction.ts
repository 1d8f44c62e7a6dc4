import type { ClientSession, Connection } from 'mongoose'
import { forgetWritten, PositionTakenError, rememberWritten } from './interactionLog.ts'

/**
 * Run work as one transaction: all of it happens, majority-committed and journaled, or nothing. The work may run
 * several times, so it must be repeatable; it must not use its session in parallel.
 */
export async function inTransaction<Result>(
  connection: Connection,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  for (;;) {
    const session = await connection.startSession()
    try {
      const result = await session.withTransaction(
        () => {
          forgetWritten(session)
          return work(session)
        },
        {
          readConcern: { level: 'snapshot' },
          writeConcern: { w: 'majority', j: true },
          readPreference: 'primary',
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
