import { type Connection, type Model, Schema } from 'mongoose'

/** A former content of an interaction as it is stored. The present content is in the interaction. */
export type RevisionDocument = {
  /** The id of the interaction and the number: `int_…:1`. */
  _id: string
  interactionId: string
  /** The profile in whose log the interaction is. */
  profileId: string
  number: number
  /** Written and read by the subgraph that owns the kind of the interaction. */
  content: unknown
}

const revisionSchema = new Schema<RevisionDocument>(
  {
    _id: { type: String, required: true },
    interactionId: { type: String, required: true },
    profileId: { type: String, required: true },
    number: { type: Number, required: true },
    content: { type: Schema.Types.Mixed, required: true },
  },
  {
    collection: 'interactionRevisions',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    minimize: false,
    autoIndex: false,
  },
)

// All that was kept of a profile, and of one of its interactions, e.g. to erase it.
revisionSchema.index({ profileId: 1, interactionId: 1 })

/** The `interactionRevisions` collection over a connection; the same model every time. */
export function revisionModel(connection: Connection): Model<RevisionDocument> {
  return (
    connection.models['InteractionRevision'] ??
    connection.model<RevisionDocument>('InteractionRevision', revisionSchema)
  )
}
