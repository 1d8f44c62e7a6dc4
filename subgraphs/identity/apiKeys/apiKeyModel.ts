import { type Connection, type Model, Schema } from 'mongoose'
import type { StoredKey } from './apiKey.ts'

/** An API key as it is stored. None is removed, so that the audit trail can be read with it. */
export type ApiKeyDocument = Omit<StoredKey, 'keyId'> & {
  /** The `keyId`. */
  _id: string
  createdBy: { kind: string; id: string }
  revokedBy: { kind: string; id: string } | null
}

const bySchema = new Schema({ kind: String, id: String }, { _id: false })

const apiKeySchema = new Schema<ApiKeyDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    role: { type: String, required: true },
    departments: { type: [String], default: null },
    actor: { type: String, default: null },
    hash: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    revokedAt: { type: Date, default: null },
    createdBy: { type: bySchema, required: true },
    revokedBy: { type: bySchema, default: null },
  },
  { collection: 'apiKeys', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)

// The keys that callers have.
apiKeySchema.index({ hash: 1 }, { unique: true })

/** The `apiKeys` collection over a connection; the same model every time. */
export function apiKeyModel(connection: Connection): Model<ApiKeyDocument> {
  return connection.models['ApiKey'] ?? connection.model<ApiKeyDocument>('ApiKey', apiKeySchema)
}
