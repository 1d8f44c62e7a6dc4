import { type Connection, type Model, Schema } from 'mongoose'
import type { Brief } from './brief.ts'

/** A brief as it is stored. */
export type BriefDocument = Omit<Brief, 'id'> & {
  _id: string
  keptAt: Date
  /** When MongoDB deletes it. */
  expiresAt: Date
}

const briefSchema = new Schema<BriefDocument>(
  {
    _id: { type: String, required: true },
    profileId: { type: String, required: true },
    profileIds: { type: [String], required: true },
    text: { type: String, required: true },
    sections: { type: Schema.Types.Mixed, required: true },
    tokens: { type: Number, required: true },
    tokenizer: { type: String, required: true },
    streamCursor: { type: String, required: true },
    truncated: { type: Boolean, required: true },
    rights: { type: Schema.Types.Mixed, required: true },
    quotedIds: { type: [String], required: true },
    keptAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  {
    collection: 'briefs',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    minimize: false,
    autoIndex: false,
  },
)

// The erasure of a customer.
briefSchema.index({ profileIds: 1 })
briefSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

/** The `briefs` collection over a connection; the same model every time. */
export function briefModel(connection: Connection): Model<BriefDocument> {
  return connection.models['Brief'] ?? connection.model<BriefDocument>('Brief', briefSchema)
}
