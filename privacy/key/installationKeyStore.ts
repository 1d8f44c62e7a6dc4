import { createHmac, randomBytes } from 'node:crypto'
import { type Connection, type Model, Schema } from 'mongoose'
import { duplicateKeyOf } from '../../platform/mongo/mongoErrors.ts'

type KeyDocument = { _id: string; secret: string }

const keySchema = new Schema<KeyDocument>(
  { _id: { type: String, required: true }, secret: { type: String, required: true } },
  {
    collection: 'privacyKeys',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

/** A keyed hash (HMAC-SHA-256, base64url) of some texts. `purpose` keeps hashes of different uses apart. */
export type KeyedHash = (purpose: string, ...texts: string[]) => string

const hashes = new WeakMap<Connection, Promise<KeyedHash>>()

/**
 * The keyed hash of this installation: the same in all its processes, another one in every other installation. Its key
 * is made once, at random, and stays in the database. Who has no key cannot test guesses against a hash.
 */
export function keyedHashOf(connection: Connection): Promise<KeyedHash> {
  const known = hashes.get(connection)
  if (known) return known
  const hash = loadKey(connection).then(
    (secret): KeyedHash =>
      (purpose, ...texts) =>
        createHmac('sha256', secret)
          .update(JSON.stringify([purpose, ...texts]))
          .digest('base64url'),
  )
  hashes.set(connection, hash)
  // A database that could not be reached is asked again.
  hash.catch(() => hashes.delete(connection))
  return hash
}

async function loadKey(connection: Connection): Promise<Buffer> {
  const model: Model<KeyDocument> =
    connection.models['PrivacyKey'] ?? connection.model<KeyDocument>('PrivacyKey', keySchema)
  const _id = 'installation'
  const find = () => model.findById(_id).read('primary').lean()
  const known = await find()
  if (known) return Buffer.from(known.secret, 'base64url')
  try {
    await model.create([{ _id, secret: randomBytes(32).toString('base64url') }])
  } catch (error) {
    if (!duplicateKeyOf(error)) throw error
  }
  const made = await find()
  if (!made) throw new Error('the key of this installation was removed while it was made')
  return Buffer.from(made.secret, 'base64url')
}
