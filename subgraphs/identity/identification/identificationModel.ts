import { type Connection, type Model, Schema } from 'mongoose'
import type { ResolutionOutcome, ResolutionRule } from './resolutionStep.ts'

/** The first answer to an identification with an idempotency key. */
export type IdentificationDocument = {
  /** Made of the scope and the key; before keys had scopes, the key. */
  _id: string
  /** Whose key it is; see `keyScopeOf`. */
  keyScope?: string
  /** What was asked, hashed, to tell a retry from another content. */
  fingerprint: string
  profileId: string
  created: boolean
  at: Date
  /** How it was found. Its values are not kept again: `of` counts within the identifiers given, which a retry repeats. */
  steps: { rule: ResolutionRule; outcome: ResolutionOutcome; of: number[]; message: string }[]
}

const identificationSchema = new Schema<IdentificationDocument>(
  {
    _id: { type: String, required: true },
    keyScope: { type: String },
    fingerprint: { type: String, required: true },
    profileId: { type: String, required: true },
    created: { type: Boolean, required: true },
    at: { type: Date, required: true },
    steps: {
      type: [new Schema({ rule: String, outcome: String, of: [Number], message: String }, { _id: false })],
      default: [],
    },
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
