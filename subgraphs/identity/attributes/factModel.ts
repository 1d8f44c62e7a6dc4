import { type Connection, type Model, Schema } from 'mongoose'
import type { Fact, FactEntry } from './fact.ts'

/** A fact as it is stored. It stays with its profile: no merge changes it. */
export type FactDocument = Fact & { profileId: string }

const entrySchema = new Schema<FactEntry>(
  {
    type: { type: String, required: true },
    value: { type: String, required: true },
    source: { type: String, default: null },
    evidence: { type: String, default: null },
    at: { type: Date, required: true },
  },
  { _id: false },
)

const factSchema = new Schema<FactDocument>(
  {
    profileId: { type: String, required: true },
    kind: { type: String, required: true },
    name: { type: String, required: true },
    channel: { type: String, default: null },
    entries: { type: [entrySchema], required: true },
  },
  { collection: 'facts', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)

// The facts of a profile, each subject once.
factSchema.index({ profileId: 1, kind: 1, name: 1, channel: 1 }, { unique: true })

/** The `facts` collection over a connection; the same model every time. */
export function factModel(connection: Connection): Model<FactDocument> {
  return connection.models['Fact'] ?? connection.model<FactDocument>('Fact', factSchema)
}
