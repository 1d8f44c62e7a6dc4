import type { ClientSession, Connection } from 'mongoose'
import { retryWhenSecond } from '../../platform/retryWhenSecond.ts'
import { inTransaction } from '../../platform/transaction.ts'

/**
 * Run work as one transaction, and again from its start when somebody else was first with a unique key: what the work
 * reads next shows what he wrote.
 */
export function whenFirst<Result>(
  connection: Connection,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  return retryWhenSecond(() => inTransaction(connection, work))
}
