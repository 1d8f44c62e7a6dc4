import { type Connection, type Model, Schema } from 'mongoose'
import { duplicateKeyOf } from '../../platform/mongo/mongoErrors.ts'

type RunDocument = { _id: string; leasedUntil: Date; doneAt: Date | null }

const runSchema = new Schema<RunDocument>(
  {
    _id: { type: String, required: true },
    leasedUntil: { type: Date, required: true },
    doneAt: { type: Date, default: null },
  },
  {
    collection: 'retentionRuns',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

/** Which process applies the retention rules of a part, or does the job named so, and when that was done last. */
export type RetentionLease = {
  /** Whether this process may work now: the last run is at least `everyMs` ago, and no other process works. */
  take(now: Date, everyMs: number): Promise<boolean>
  renew(now: Date): Promise<void>
  done(now: Date): Promise<void>
  /** Let others work, after a run that did not end. */
  release(): Promise<void>
}

export const retentionLeaseMs = 60_000

export function createRetentionLease(connection: Connection, part: string): RetentionLease {
  const model: Model<RunDocument> =
    connection.models['RetentionRun'] ?? connection.model<RunDocument>('RetentionRun', runSchema)
  const end = (now: Date) => new Date(now.getTime() + retentionLeaseMs)
  const free = new Date(0)

  return {
    async take(now, everyMs) {
      const isDue = { $or: [{ doneAt: null }, { doneAt: { $lte: new Date(now.getTime() - everyMs) } }] }
      try {
        // Inserts the first run. When there is one that is not due or not free, its id is a duplicate key.
        await model.updateOne(
          { _id: part, leasedUntil: { $lt: now }, ...isDue },
          { $set: { leasedUntil: end(now) }, $setOnInsert: { doneAt: null } },
          { upsert: true },
        )
        return true
      } catch (error) {
        if (duplicateKeyOf(error)) return false
        throw error
      }
    },
    async renew(now) {
      await model.updateOne({ _id: part }, { $set: { leasedUntil: end(now) } })
    },
    async done(now) {
      await model.updateOne({ _id: part }, { $set: { doneAt: now, leasedUntil: free } })
    },
    async release() {
      await model.updateOne({ _id: part }, { $set: { leasedUntil: free } })
    },
  }
}
