import { type Connection, type Model, Schema } from 'mongoose'

/** The first answer to an identification with an idempotency key. */
export type IdentificationDocument = {
  /** The key. */
  _id: string
  /** What was asked, hashed, to tell a retry from another content. */
  fingerprint: string
  profileId: string
  created: boolean
  at: Date
}

const identificationSchema = new Schema<IdentificationDocument>(
  {
    _id: { type: String, required: true },
    fingerprint: { type: String, required: true },
    profileId: { type: String, required: true },
    created: { type: Boolean, required: true },
    at: { type: Date, required: true },
  },
  {
    collection: 'identifications',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

/** The `identifications` collection over a connection; the same model every time. */
export function identificationModel(connection: Connection): Model<IdentificationDocument> {
  return (
    connection.models['Identification'] ??
    connection.model<IdentificationDocument>('Identification', identificationSchema)
  )
}
