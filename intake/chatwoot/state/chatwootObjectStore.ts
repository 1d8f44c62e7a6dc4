import { type Connection, type Model, Schema } from 'mongoose'
import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import { duplicateKeyOf } from '../../../platform/mongo/mongoErrors.ts'
import { type ChatwootObject, type ChatwootObjectKind, joinObjects, keyOf } from './chatwootObject.ts'

/** What Elo was told last by one of an object's operations. */
export type Told = { print: string; version: number }

/** An object with what has become of it. */
export type KnownObject = {
  object: ChatwootObject
  /** Grows with everything new that a delivery says of it. */
  version: number
  /** By the operation's name. */
  told: ReadonlyMap<string, Told>
  /** Its id in Elo; null until it was told there, or when it needs none. */
  eloId: string | null
}

type ObjectDocument = {
  _id: string
  kind: ChatwootObjectKind
  account: string
  objectId: string
  version: number
  /** As JSON text: foreign keys may begin with a dollar sign or contain dots. */
  state: string
  told: { name: string; print: string; version: number }[]
  eloId: string | null
}

const objectSchema = new Schema<ObjectDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    account: { type: String, required: true },
    objectId: { type: String, required: true },
    version: { type: Number, required: true },
    state: { type: String, required: true },
    told: {
      type: [
        new Schema(
          {
            name: { type: String, required: true },
            print: { type: String, required: true },
            version: { type: Number, required: true },
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    eloId: { type: String, default: null },
  },
  {
    collection: 'chatwootObjects',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

export type ChatwootObjectStore = {
  /**
   * Join observations into what is known of their objects, and give the objects as they are now, in the same order.
   * Somebody else may do so at the same time: nothing that either saw is lost.
   */
  join(observations: readonly ChatwootObject[]): Promise<KnownObject[]>
  /** Note that Elo was told. An earlier version never takes the place of a later one. */
  noteTold(key: string, name: string, told: Told): Promise<void>
  noteEloId(key: string, eloId: string): Promise<void>
}

function toKnown(document: ObjectDocument): KnownObject {
  const { kind, account, objectId: id, version, told, eloId } = document
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- this store alone writes states, each under its kind
  const object = { kind, account, id, state: JSON.parse(document.state) as unknown } as ChatwootObject
  return { object, version, told: new Map(told.map(({ name, ...rest }) => [name, rest])), eloId }
}

/** What is known of Chatwoot's objects, in the collection `chatwootObjects` of a connection. */
export function createChatwootObjectStore(connection: Connection): ChatwootObjectStore {
  const model: Model<ObjectDocument> =
    connection.models['ChatwootObject'] ?? connection.model<ObjectDocument>('ChatwootObject', objectSchema)

  async function insert(observation: ChatwootObject): Promise<KnownObject | null> {
    const document: ObjectDocument = {
      _id: keyOf(observation),
      kind: observation.kind,
      account: observation.account,
      objectId: observation.id,
      version: 1,
      state: canonicalJson(observation.state),
      told: [],
      eloId: null,
    }
    try {
      await model.create(document)
      return toKnown(document)
    } catch (error) {
      if (duplicateKeyOf(error)) return null
      throw error
    }
  }

  async function joinOne(observation: ChatwootObject, read: ObjectDocument | null): Promise<KnownObject> {
    const _id = keyOf(observation)
    for (let document = read; ; document = await model.findById(_id).read('primary').lean()) {
      if (!document) {
        const inserted = await insert(observation)
        if (inserted) return inserted
        continue
      }
      const known = toKnown(document)
      const object = joinObjects(known.object, observation)
      const state = canonicalJson(object.state)
      if (state === document.state) return known
      const version = document.version + 1
      const { modifiedCount } = await model.updateOne(
        { _id, version: document.version },
        { $set: { state, version } },
      )
      if (modifiedCount === 1) return { ...known, object, version }
    }
  }

  return {
    async join(observations) {
      const read = await model.find({ _id: { $in: observations.map(keyOf) } }).lean()
      const byKey = new Map(read.map((document) => [document._id, document]))
      const known: KnownObject[] = []
      for (const observation of observations)
        known.push(await joinOne(observation, byKey.get(keyOf(observation)) ?? null))
      return known
    },
    async noteTold(key, name, { print, version }) {
      const { modifiedCount } = await model.updateOne(
        { _id: key, told: { $elemMatch: { name, version: { $lte: version } } } },
        { $set: { 'told.$': { name, print, version } } },
      )
      if (modifiedCount === 0) {
        await model.updateOne(
          { _id: key, 'told.name': { $ne: name } },
          { $push: { told: { name, print, version } } },
        )
      }
    },
    async noteEloId(key, eloId) {
      await model.updateOne({ _id: key }, { $set: { eloId } })
    },
  }
}
