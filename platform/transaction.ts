import type { ClientSession, Connection } from 'mongoose'
import { PositionTakenError } from './interactionLog.ts'

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
      return await session.withTransaction(() => work(session), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority', j: true },
        readPreference: 'primary',
      })
    } catch (error) {
      if (!(error instanceof PositionTakenError)) throw error
    } finally {
      await session.endSession()
    }
  }
}
