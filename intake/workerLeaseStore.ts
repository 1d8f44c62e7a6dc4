import { type Connection, type Model, Schema } from 'mongoose'

type WorkerDocument = {
  _id: string
  system: string
  /** According to the database's clock. */
  aliveUntil: Date
}

const workerSchema = new Schema<WorkerDocument>(
  {
    _id: { type: String, required: true },
    system: { type: String, required: true },
    aliveUntil: { type: Date, required: true },
  },
  {
    collection: 'webhookWorkers',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)
workerSchema.index({ aliveUntil: 1 }, { expireAfterSeconds: 3_600 })

/** How long a lease is valid without renewal. */
export const workerLeaseMs = 15_000

/**
 * The lease of a process on what it has claimed. A claim names its process and is valid while that process has a lease,
 * so one small update renews thousands of claims. All times are the database's.
 */
export type WorkerLease = {
  /** Begin or renew the lease. */
  renew(): Promise<void>
  /** The processes that have a lease now. */
  listActive(): Promise<string[]>
  /** End the lease: the claims of this process become free at once. */
  release(): Promise<void>
}

export function createWorkerLease({
  connection,
  system,
  worker,
  leaseMs = workerLeaseMs,
}: {
  connection: Connection
  system: string
  /** Identifies this process. */
  worker: string
  leaseMs?: number | undefined
}): WorkerLease {
  const model: Model<WorkerDocument> =
    connection.models['WebhookWorker'] ?? connection.model<WorkerDocument>('WebhookWorker', workerSchema)

  return {
    async renew() {
      await model.updateOne(
        { _id: worker },
        [{ $set: { system, aliveUntil: { $add: ['$$NOW', leaseMs] } } }],
        { upsert: true, updatePipeline: true },
      )
    },
    async listActive() {
      const workers = await model
        .find({ system, $expr: { $gt: ['$aliveUntil', '$$NOW'] } }, { _id: 1 })
        .read('primary')
        .lean()
      return workers.map(({ _id }) => _id)
    },
    async release() {
      await model.deleteOne({ _id: worker })
    },
  }
}
