import { type Connection, type Model, Schema } from 'mongoose'

/** A legal hold as it is stored: as long as it stands, the profile is not erased. */
export type HoldDocument = {
  /** The reference by which it is released. */
  _id: string
  profileId: string
  ground: string
  /** Null: until it is released. */
  until: Date | null
  by: { kind: string; id: string }
  heldAt: Date
  releasedAt: Date | null
  releaseReason: string | null
}

const holdSchema = new Schema<HoldDocument>(
  {
    _id: { type: String, required: true },
    profileId: { type: String, required: true },
    ground: { type: String, required: true },
    until: { type: Date, default: null },
    by: { type: new Schema({ kind: String, id: String }, { _id: false }), required: true },
    heldAt: { type: Date, required: true },
    releasedAt: { type: Date, default: null },
    releaseReason: { type: String, default: null },
  },
  { collection: 'legalHolds', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)

// The holds on a profile.
holdSchema.index({ profileId: 1, heldAt: 1 })

/** The `legalHolds` collection over a connection; the same model every time. */
export function holdModel(connection: Connection): Model<HoldDocument> {
  return connection.models['LegalHold'] ?? connection.model<HoldDocument>('LegalHold', holdSchema)
}
