import { type Connection, type Model, Schema } from 'mongoose'

type WorkerDocument = {
  _id: string
  system: string
  /** By the database's clock. */
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

/** How long a process that does not renew its lease counts as living. */
export const workerLeaseMs = 15_000

/**
 * A process's lease on what it has claimed. A claim names its process, and holds as long as the lease of that process:
 * so one small update renews thousands of claims. All times are the database's.
 */
export type WorkerLease = {
  /** Begin or prolong the lease. */
  renew(): Promise<void>
  /** Which processes have a lease now. */
  living(): Promise<string[]>
  /** End the lease: what this process has claimed is free at once. */
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
  /** Names this process. */
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
    async living() {
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
