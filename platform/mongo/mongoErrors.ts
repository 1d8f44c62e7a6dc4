import mongoose from 'mongoose'

const { MongoBulkWriteError, MongoError, MongoNetworkError, MongoServerError } = mongoose.mongo

/** The fields of the unique index that a write violated, or null when the error is another one. */
export function duplicateKeyOf(error: unknown): string[] | null {
  if (!(error instanceof MongoServerError) || error.code !== 11000) return null
  const pattern: unknown = error['keyPattern']
  return typeof pattern === 'object' && pattern !== null ? Object.keys(pattern) : []
}

/**
 * The places of the documents that an unordered insert of many has refused, while it has inserted the others; null when
 * the error is another one, or says more than that.
 */
export function refusedDocumentsOf(error: unknown): Set<number> | null {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) return null
  const refused = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors]
  return new Set(refused.map(({ index }: { index: number }) => index))
}

/** Whether an index was to be dropped that does not exist, or whose collection does not. */
export function isMissingIndex(error: unknown): boolean {
  return error instanceof MongoServerError && (error.code === 27 || error.code === 26)
}

const lostDatabase = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'PoolClearedError',
])

/** What a broken connection may come as: the driver does not always wrap what its socket says. */
const brokenSocket = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT'])

/** Codes by which a server says that it is not, or no longer, the one to ask. */
const failingOver = new Set<unknown>([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])

/** Other transactions were in the way for so long that this one was given up. */
export class TransactionBlockedError extends Error {
  override name = 'TransactionBlockedError'
}

/**
 * Whether the database could not be reached or was failing over, or a transaction was blocked or not known to have been
 * committed, so that the same call may succeed later.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (lostDatabase.has(error.name) || error instanceof MongoNetworkError) return true
  if (error instanceof TransactionBlockedError) return true
  if (error instanceof MongoServerError && failingOver.has(error.code)) return true
  if ('code' in error && typeof error.code === 'string' && brokenSocket.has(error.code)) return true
  if (
    error instanceof MongoError &&
    (error.hasErrorLabel('RetryableWriteError') ||
      error.hasErrorLabel('TransientTransactionError') ||
      error.hasErrorLabel('UnknownTransactionCommitResult'))
  ) {
    return true
  }
  return error.cause !== undefined && isDatabaseUnavailable(error.cause)
}

const maxTimeMsExpired = 50

/** Whether a read ran longer than its `maxTimeMS`; MongoDB has stopped working on it. */
export function isReadTooLong(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof MongoServerError && error.code === maxTimeMsExpired) return true
  return error.cause !== undefined && isReadTooLong(error.cause)
}

/** The codes of an error of the driver or of mongoose, whose message may quote stored data; null for any other error. */
export function databaseCodesOf(
  error: unknown,
): { databaseCode?: unknown; databaseCodeName?: unknown } | null {
  if (error instanceof MongoError) {
    return { databaseCode: error.code, databaseCodeName: 'codeName' in error ? error.codeName : undefined }
  }
  return error instanceof mongoose.Error ? {} : null
}
