import mongoose from 'mongoose'

const { MongoBulkWriteError, MongoError, MongoNetworkError, MongoServerError } = mongoose.mongo

/** The fields of the unique index that a write violated; null for other errors. */
export function duplicateKeyOf(error: unknown): string[] | null {
  if (!(error instanceof MongoServerError) || error.code !== 11000) return null
  const pattern: unknown = error['keyPattern']
  return typeof pattern === 'object' && pattern !== null ? Object.keys(pattern) : []
}

/**
 * The indexes of the documents that an unordered insert refused, while it inserted all others; null for other errors,
 * and when the write concern failed as well. A lost connection is an error of the same class, which refused no document
 * and says nothing about any: it is null too.
 */
export function refusedDocumentsOf(error: unknown): Set<number> | null {
  const refused = writeErrorsOf(error)
  return refused && new Set(refused.map(({ index }) => index))
}

/** Whether an unordered insert refused nothing but documents that are stored already, and stored all others. */
export function duplicateDocumentsOnly(error: unknown): boolean {
  return writeErrorsOf(error)?.every(({ code }) => code === 11000) ?? false
}

/** What a server refused of a bulk write, at least one; null when it is not known what became of the rest. */
function writeErrorsOf(error: unknown): { index: number; code: number }[] | null {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) return null
  const refused = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors]
  return refused.length > 0 ? refused : null
}

/** Whether the index to be dropped, or its collection, does not exist. */
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

/** Errors of a broken connection that the driver does not always wrap. */
const brokenSocket = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_SOCKET_CLOSED',
])

/** Error codes of a server that is not the primary, or is no longer. */
const failingOver = new Set<unknown>([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])

/** A transaction was given up, because others conflicted with it for too long. */
export class TransactionBlockedError extends Error {
  override name = 'TransactionBlockedError'
}

/**
 * Whether the same call may succeed later: the database could not be reached or was failing over, a transaction was
 * blocked, or it is unknown whether a transaction was committed.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (lostDatabase.has(error.name) || error instanceof MongoNetworkError) return true
  if (error instanceof TransactionBlockedError) return true
  if (error instanceof MongoServerError && failingOver.has(error.code)) return true
  // The driver wraps what ended a bulk write in an error of another class.
  if (error instanceof MongoBulkWriteError && isDatabaseUnavailable(error.errorResponse)) return true
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

/** Whether MongoDB stopped a read at its `maxTimeMS`. */
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
