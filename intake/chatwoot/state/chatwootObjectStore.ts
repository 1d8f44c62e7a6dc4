import { type Connection, type Model, Schema } from 'mongoose'
import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import { keyedHashOf } from '../../../privacy/key/installationKeyStore.ts'
import { duplicateKeyOf } from '../../../platform/mongo/mongoErrors.ts'
import { type ChatwootObject, type ChatwootObjectKind, joinObjects, keyOf } from './chatwootObject.ts'
import { erasedIdOf, isOfErased } from './erasedObjects.ts'

/** The content of one planned mutation that the graph accepted last, and the object's version at that time. */
export type SyncState = { fingerprint: string; version: number }

/** An object as it is stored. */
export type StoredObject = {
  object: ChatwootObject
  /** Grows with every change of the object. */
  version: number
  /** By the name of the planned mutation. */
  syncStates: ReadonlyMap<string, SyncState>
  /** The id of a conversation in Elo; null until it is recorded there, and for every other object. */
  eloId: string | null
}

type ObjectDocument = {
  _id: string
  kind: ChatwootObjectKind
  account: string
  objectId: string
  version: number
  /** As JSON text, because foreign keys may begin with a dollar sign or contain dots. */
  state: string
  /** The sync states. `told` and `print` are their names in the database since the first version. */
  told: { name: string; print: string; version: number }[]
  eloId: string | null
  /** On what stays of an object of an erased customer: its keyed hash as the id, its kind, and this time. */
  erasedAt?: Date
}

const objectSchema = new Schema<ObjectDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    account: { type: String, required: true },
    objectId: { type: String, required: true },
    version: { type: Number, required: true },
    // Not required: what was erased has none.
    state: { type: String, default: '' },
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
    erasedAt: { type: Date },
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
   * Join observations of a delivery that arrived at this time into the stored objects. Gives the objects as they are now,
   * in the same order. Concurrent joins lose no observation. Null, and nothing is stored, when they are of a customer who
   * was erased; see `isOfErased`.
   */
  join(observations: readonly ChatwootObject[], receivedAt: Date): Promise<StoredObject[] | null>
  /** Save a sync state, unless one of a later version is saved. */
  saveSyncState(key: string, name: string, state: SyncState): Promise<void>
  saveEloId(key: string, eloId: string): Promise<void>
}

function toStored(document: ObjectDocument): StoredObject {
  const { kind, account, objectId: id, version, told, eloId } = document
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- this store alone writes states, each under its kind
  const object = { kind, account, id, state: JSON.parse(document.state) as unknown } as ChatwootObject
  const syncStates = new Map(told.map(({ name, print, version }) => [name, { fingerprint: print, version }]))
  return { object, version, syncStates, eloId }
}

/** Chatwoot's objects, in the collection `chatwootObjects` of a connection. */
export function createChatwootObjectStore(connection: Connection): ChatwootObjectStore {
  const model: Model<ObjectDocument> =
    connection.models['ChatwootObject'] ?? connection.model<ObjectDocument>('ChatwootObject', objectSchema)

  async function insert(observation: ChatwootObject): Promise<StoredObject | null> {
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
      return toStored(document)
    } catch (error) {
      if (duplicateKeyOf(error)) return null
      throw error
    }
  }

  async function joinOne(observation: ChatwootObject, read: ObjectDocument | null): Promise<StoredObject> {
    const _id = keyOf(observation)
    for (let document = read; ; document = await model.findById(_id).read('primary').lean()) {
      if (!document) {
        const inserted = await insert(observation)
        if (inserted) return inserted
        continue
      }
      const stored = toStored(document)
      const object = joinObjects(stored.object, observation)
      const state = canonicalJson(object.state)
      if (state === document.state) return stored
      const version = document.version + 1
      const { modifiedCount } = await model.updateOne(
        { _id, version: document.version },
        { $set: { state, version } },
      )
      if (modifiedCount === 1) return { ...stored, object, version }
    }
  }

  return {
    async join(observations, receivedAt) {
      const hash = await keyedHashOf(connection)
      const markId = (observation: ChatwootObject) => erasedIdOf(keyOf(observation), hash)
      const findMarks = () => model.find({ _id: { $in: observations.map(markId) } }).lean()
      const read = await model
        .find({ _id: { $in: observations.flatMap((each) => [keyOf(each), markId(each)]) } })
        .lean()
      const byKey = new Map(read.map((document) => [document._id, document]))
      const isErasedBy = (marks: Pick<ObjectDocument, '_id' | 'erasedAt'>[]) => {
        const erasedAt = (each: ChatwootObject) =>
          marks.find(({ _id }) => _id === markId(each))?.erasedAt ?? null
        return isOfErased(observations, { erasedAt, receivedAt })
      }
      if (isErasedBy(read)) return null
      const joined: StoredObject[] = []
      for (const observation of observations)
        joined.push(await joinOne(observation, byKey.get(keyOf(observation)) ?? null))
      const inserted = observations.map(keyOf).filter((key) => !byKey.has(key))
      // The customer may have been erased since the objects were read.
      if (inserted.length === 0 || !isErasedBy(await findMarks())) return joined
      await model.deleteMany({ _id: { $in: inserted } })
      return null
    },
    async saveSyncState(key, name, { fingerprint: print, version }) {
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
    async saveEloId(key, eloId) {
      await model.updateOne({ _id: key }, { $set: { eloId } })
    },
  }
}
