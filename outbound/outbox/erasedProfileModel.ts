import { type Connection, type Model, Schema } from 'mongoose'

/** A profile that was erased: no body of an earlier revision of its log is stored any more. */
export type ErasedProfileDocument = {
  _id: string
  /** When its erasure was requested. */
  at: Date
}

const erasedProfileSchema = new Schema<ErasedProfileDocument>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  {
    collection: 'outboundErasedProfiles',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

export function erasedProfileModel(connection: Connection): Model<ErasedProfileDocument> {
  return (
    connection.models['OutboundErasedProfile'] ??
    connection.model<ErasedProfileDocument>('OutboundErasedProfile', erasedProfileSchema)
  )
}
