import { type Connection, type Model, Schema } from 'mongoose'
import type { NameCorrection } from './nameCorrection.ts'

/** A correction of a name as it is stored. None is changed or removed. */
export type NameCorrectionDocument = NameCorrection & { by: { kind: string; id: string } }

const nameCorrectionSchema = new Schema<NameCorrectionDocument>(
  {
    profileId: { type: String, required: true },
    name: { type: String, default: null },
    reason: { type: String, default: null },
    by: { type: new Schema({ kind: String, id: String }, { _id: false }), required: true },
    at: { type: Date, required: true },
  },
  {
    collection: 'nameCorrections',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

// The corrections of a profile, newest first.
nameCorrectionSchema.index({ profileId: 1, at: -1 })

/** The `nameCorrections` collection over a connection; the same model every time. */
export function nameCorrectionModel(connection: Connection): Model<NameCorrectionDocument> {
  return (
    connection.models['NameCorrection'] ??
    connection.model<NameCorrectionDocument>('NameCorrection', nameCorrectionSchema)
  )
}
