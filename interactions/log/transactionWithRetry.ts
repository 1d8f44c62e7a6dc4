import type { ClientSession, Connection } from 'mongoose'
import { retryOnDuplicateKey } from '../../platform/mongo/retryOnDuplicateKey.ts'
import { inTransaction } from './transaction.ts'

/**
 * Run work as one transaction, and again from its start when another writer was first with a unique key: then the work
 * reads what the other writer wrote.
 */
export function transactionWithRetry<Result>(
  connection: Connection,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  return retryOnDuplicateKey(() => inTransaction(connection, work))
}
