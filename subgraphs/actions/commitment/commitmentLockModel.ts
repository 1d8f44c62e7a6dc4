import { type Connection, type Model, Schema } from 'mongoose'

/** What those who promise for a profile write to, one after the other. */
export type CommitmentLockDocument = {
  /** The profile. */
  _id: string
  /** How often it was taken; it has no meaning but that it is written. */
  taken: number
}

const lockSchema = new Schema<CommitmentLockDocument>(
  { _id: { type: String, required: true }, taken: { type: Number, required: true } },
  {
    collection: 'commitmentLocks',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

/** The `commitmentLocks` collection over a connection; the same model every time. */
export function commitmentLockModel(connection: Connection): Model<CommitmentLockDocument> {
  return (
    connection.models['CommitmentLock'] ??
    connection.model<CommitmentLockDocument>('CommitmentLock', lockSchema)
  )
}
