import { type Connection, type Model, Schema } from 'mongoose'

/** A profile as it is stored. */
export type ProfileDocument = {
  _id: string
  /** The oldest profile of its customer: the customer's id. A merge changes this and nothing else. */
  canonicalId: string
  /** Whether it is that profile itself: one such document per customer. */
  isCanonical: boolean
  /** On the canonical profile the customer's name, folded, for searches; null on the others and without a name. */
  customerName: string | null
  name: string | null
  namedAt: Date | null
  tags: string[]
  createdAt: Date
  /**
   * Raised on the canonical profiles of all customers that an act is about, so that of two acts on one customer at
   * the same time the second is begun anew.
   */
  revision: number
}

const profileSchema = new Schema<ProfileDocument>(
  {
    _id: { type: String, required: true },
    canonicalId: { type: String, required: true },
    isCanonical: { type: Boolean, required: true },
    customerName: { type: String, default: null },
    name: { type: String, default: null },
    namedAt: { type: Date, default: null },
    tags: { type: [String], default: [] },
    createdAt: { type: Date, required: true },
    revision: { type: Number, required: true },
  },
  { collection: 'profiles', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)

// All profiles of a customer.
profileSchema.index({ canonicalId: 1 })
// Pages of customers, newest first; and of those whose name begins so.
profileSchema.index({ isCanonical: 1, createdAt: -1, _id: -1 })
profileSchema.index({ isCanonical: 1, customerName: 1, createdAt: -1, _id: -1 })

/** The `profiles` collection over a connection; the same model every time. */
export function profileModel(connection: Connection): Model<ProfileDocument> {
  return connection.models['Profile'] ?? connection.model<ProfileDocument>('Profile', profileSchema)
}
