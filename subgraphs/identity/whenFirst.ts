import type { ClientSession, Connection } from 'mongoose'
import { duplicateKeyOf } from '../../platform/mongoErrors.ts'
import { inTransaction } from '../../platform/transaction.ts'

const attempts = 50

/**
 * Run work as one transaction, and again from its start when somebody else was first with a unique key: what the work
 * reads next shows what he wrote.
 */
export async function whenFirst<Result>(
  connection: Connection,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(connection, work)
    } catch (error) {
      if (!duplicateKeyOf(error) || attempt === attempts) throw error
    }
  }
}
