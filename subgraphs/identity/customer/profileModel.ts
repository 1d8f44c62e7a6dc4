import { type Connection, type Model, Schema } from 'mongoose'
import type { Tagging } from '../tags/tagging.ts'
import type { SourceTrust } from './nameTrust.ts'

/** What the look-up of a customer needs, so that its cost does not depend on how many profiles the customer has. */
export type CustomerSummary = {
  /** Of all profiles, oldest first. */
  profileIds: string[]
  name: string | null
  /** The name in the spelling that searches compare. */
  foldedName: string | null
  /** The words by which searches find the name; absent when an earlier version of Elo wrote it. */
  nameWords?: string[]
  /** Those in force, in alphabetical order. */
  tags: string[]
}

/** A profile as it is stored. */
export type ProfileDocument = {
  _id: string
  /** The oldest profile of the customer: the customer's id. A merge changes this and what is derived from it. */
  canonicalId: string
  /** Whether it is that profile itself: one document per customer. */
  isCanonical: boolean
  /** On the canonical profile, derived from all profiles of the customer; null on the others. */
  customer: CustomerSummary | null
  name: string | null
  namedAt: Date | null
  /** Absent when an earlier version of Elo wrote it; then it counts as CHANNEL. */
  nameTrust?: SourceTrust
  /** Absent when a person never corrected the name. */
  correctedName?: string | null
  correctedAt?: Date | null
  /** Its own. */
  tags: Tagging[]
  createdAt: Date
  /** When it was erased; absent when it was not. */
  erasedAt?: Date
  /**
   * Raised on the canonical profiles of all customers that a transaction changes, so that concurrent changes of one
   * customer end in a write conflict.
   */
  revision: number
}

const summarySchema = new Schema<CustomerSummary>(
  {
    profileIds: { type: [String], required: true },
    name: { type: String, default: null },
    foldedName: { type: String, default: null },
    nameWords: { type: [String], default: undefined },
    tags: { type: [String], required: true },
  },
  { _id: false },
)

const taggingSchema = new Schema<Tagging>(
  {
    tag: { type: String, required: true },
    isOn: { type: Boolean, required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
)

const profileSchema = new Schema<ProfileDocument>(
  {
    _id: { type: String, required: true },
    canonicalId: { type: String, required: true },
    isCanonical: { type: Boolean, required: true },
    customer: { type: summarySchema, default: null },
    name: { type: String, default: null },
    namedAt: { type: Date, default: null },
    nameTrust: { type: String },
    correctedName: { type: String },
    correctedAt: { type: Date },
    tags: { type: [taggingSchema], default: [] },
    createdAt: { type: Date, required: true },
    erasedAt: { type: Date },
    revision: { type: Number, required: true },
  },
  { collection: 'profiles', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)

// All profiles of a customer.
profileSchema.index({ canonicalId: 1 })
// The customer that has a profile.
profileSchema.index({ 'customer.profileIds': 1 })
// Pages of customers, newest first: all, by a word or the beginning of their name, and by tag.
profileSchema.index({ isCanonical: 1, createdAt: -1, _id: -1 })
export const wordIndex = { isCanonical: 1, 'customer.nameWords': 1, createdAt: -1, _id: -1 } as const
profileSchema.index(wordIndex)
profileSchema.index({ isCanonical: 1, 'customer.foldedName': 1, createdAt: -1, _id: -1 })
profileSchema.index({ isCanonical: 1, 'customer.tags': 1, createdAt: -1, _id: -1 })

/** The `profiles` collection over a connection; the same model every time. */
export function profileModel(connection: Connection): Model<ProfileDocument> {
  return connection.models['Profile'] ?? connection.model<ProfileDocument>('Profile', profileSchema)
}
