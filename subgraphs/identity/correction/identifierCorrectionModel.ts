import { type Connection, type Model, Schema } from 'mongoose'
import type { IdentifierType } from '../identifier/identifierTypes.ts'

/** A correction of an identifier by a person, with what it takes to undo it. */
export type IdentifierCorrectionDocument = {
  /** The undo token. */
  _id: string
  kind: 'REMOVED' | 'MOVED'
  type: IdentifierType
  value: string
  reason: string | null
  by: { kind: string; id: string }
  at: Date
  /** The profile that has the identifier since then; null when none has. */
  heldBy: string | null
  /** Whether that profile had claimed it before. */
  hadClaimed: boolean
  /** One profile of each customer that was one before, the remaining one first; one alone when none separated. */
  parts: string[]
  undone: { reason: string | null; by: { kind: string; id: string }; at: Date } | null
}

const principalSchema = new Schema({ kind: String, id: String }, { _id: false })

const identifierCorrectionSchema = new Schema<IdentifierCorrectionDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    type: { type: String, required: true },
    value: { type: String, required: true },
    reason: { type: String, default: null },
    by: { type: principalSchema, required: true },
    at: { type: Date, required: true },
    heldBy: { type: String, default: null },
    hadClaimed: { type: Boolean, default: false },
    parts: { type: [String], required: true },
    undone: {
      type: new Schema({ reason: String, by: principalSchema, at: Date }, { _id: false }),
      default: null,
    },
  },
  {
    collection: 'identifierCorrections',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

/** The `identifierCorrections` collection over a connection; the same model every time. */
export function identifierCorrectionModel(connection: Connection): Model<IdentifierCorrectionDocument> {
  return (
    connection.models['IdentifierCorrection'] ??
    connection.model<IdentifierCorrectionDocument>('IdentifierCorrection', identifierCorrectionSchema)
  )
}
