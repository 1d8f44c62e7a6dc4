import mongoose from 'mongoose'

const { MongoError, MongoServerError } = mongoose.mongo

/** The fields of the unique index that a write violated, or null when the error is another one. */
export function duplicateKeyOf(error: unknown): string[] | null {
  if (!(error instanceof MongoServerError) || error.code !== 11000) return null
  const pattern: unknown = error['keyPattern']
  return typeof pattern === 'object' && pattern !== null ? Object.keys(pattern) : []
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

/** Whether the database could not be reached or was failing over, so that the same call may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (lostDatabase.has(error.name)) return true
  if (
    error instanceof MongoError &&
    (error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('TransientTransactionError'))
  ) {
    return true
  }
  return error.cause !== undefined && isDatabaseUnavailable(error.cause)
}
