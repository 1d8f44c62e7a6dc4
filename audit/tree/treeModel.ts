import { type Connection, type Model, type mongo, Schema } from 'mongoose'

/** The state of the log: one document. */
export type TreeDocument = {
  _id: 'tree'
  /** How many records have a place. */
  size: number
  /** The process that gives places, until `leaseUntil` by the database's clock. */
  holder: string
  leaseUntil: Date
}

/** A tile: up to 256 hashes, 32 bytes each, one after the other. */
export type TileDocument = {
  /** `<level>.<index>`. */
  _id: string
  hashes: mongo.Binary
}

/** A signed checkpoint. */
export type CheckpointDocument = {
  /** The size of the log. */
  _id: number
  at: Date
  root: mongo.Binary
  text: string
  /** The public key, base64. */
  publicKey: string
}

const options = { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false } as const

/** The collections of the Merkle tree over a connection; the same models every time. */
export function treeModels(connection: Connection): {
  tree: Model<TreeDocument>
  tiles: Model<TileDocument>
  checkpoints: Model<CheckpointDocument>
} {
  const { models } = connection
  return {
    tree:
      models['AuditTree'] ??
      connection.model<TreeDocument>(
        'AuditTree',
        new Schema<TreeDocument>(
          { _id: String, size: Number, holder: String, leaseUntil: Date },
          { ...options, collection: 'auditTree' },
        ),
      ),
    tiles:
      models['AuditTile'] ??
      connection.model<TileDocument>(
        'AuditTile',
        new Schema<TileDocument>({ _id: String, hashes: Buffer }, { ...options, collection: 'auditTiles' }),
      ),
    checkpoints:
      models['AuditCheckpoint'] ??
      connection.model<CheckpointDocument>(
        'AuditCheckpoint',
        new Schema<CheckpointDocument>(
          { _id: Number, at: Date, root: Buffer, text: String, publicKey: String },
          { ...options, collection: 'auditCheckpoints' },
        ),
      ),
  }
}
