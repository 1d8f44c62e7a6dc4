import type { Connection } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { StoredKey } from './apiKey.ts'
import { type ApiKeyDocument, apiKeyModel } from './apiKeyModel.ts'

type By = Pick<Principal, 'kind' | 'id'>

/** The API keys that mutations made. */
export type ApiKeyStore = {
  add(key: StoredKey, by: By): Promise<void>
  /** Revoke a key; null when there is none with this id. One that was revoked before stays as it is. */
  revoke(keyId: string, at: Date, by: By): Promise<StoredKey | null>
  /** Keys older than `before`, newest first. */
  list(page: { before: string | null; limit: number }): Promise<StoredKey[]>
  findByHashes(hashes: readonly string[]): Promise<StoredKey[]>
}

function toKey({ _id, createdBy: _, revokedBy: __, ...key }: ApiKeyDocument): StoredKey {
  return { keyId: _id, ...key }
}

export function createApiKeyStore(connection: Connection): ApiKeyStore {
  const model = apiKeyModel(connection)
  return {
    async add({ keyId, ...key }, by) {
      await model.create([{ _id: keyId, ...key, createdBy: { kind: by.kind, id: by.id }, revokedBy: null }])
    },
    async revoke(keyId, at, by) {
      await model.updateOne(
        { _id: keyId, revokedAt: null },
        { $set: { revokedAt: at, revokedBy: { kind: by.kind, id: by.id } } },
      )
      const found = await model.findById(keyId).lean()
      return found && toKey(found)
    },
    async list({ before, limit }) {
      const found = await model
        .find(before === null ? {} : { _id: { $lt: before } })
        .sort({ _id: -1 })
        .limit(limit)
        .lean()
      return found.map(toKey)
    },
    async findByHashes(hashes) {
      const found = await model.find({ hash: { $in: [...hashes] } }).lean()
      return found.map(toKey)
    },
  }
}
