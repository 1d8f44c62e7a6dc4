import type { ClientSession, Connection } from 'mongoose'
import { fingerprint } from '../../../platform/lang/canonicalJson.ts'
import { isScopeOfOldKeys } from '../../../interactions/keyScope.ts'
import { type IdentificationDocument, identificationModel } from './identificationModel.ts'

/** A caller's idempotency key; see `keyScopeOf`. */
export type IdentificationKey = { keyScope: string; key: string }

/** What was answered first to an idempotency key. */
export type Identification = {
  fingerprint: string
  profileId: string
  created: boolean
  at: Date
  steps: IdentificationDocument['steps']
}

/** Remembers the first answers to each caller's idempotency keys, for ever. */
export type IdentificationStore = {
  find(key: IdentificationKey, session?: ClientSession): Promise<Identification | null>
  /** Fails with a duplicate key when another request with it was first. */
  add(key: IdentificationKey, identification: Identification, session: ClientSession): Promise<void>
}

export function createIdentificationStore(connection: Connection): IdentificationStore {
  const model = identificationModel(connection)
  return {
    async find({ keyScope, key }, session) {
      const found = await model
        .findOne({
          $or: [
            { _id: idOf({ keyScope, key }), keyScope },
            ...(isScopeOfOldKeys(keyScope) ? [{ _id: key, keyScope: { $exists: false } }] : []),
          ],
        })
        .session(session ?? null)
        .lean()
      if (!found) return null
      const { _id, keyScope: _keyScope, ...answer } = found
      return answer
    },
    async add(key, answer, session) {
      await model.create([{ _id: idOf(key), keyScope: key.keyScope, ...answer }], { session })
    },
  }
}

/** Never one that a caller of a time without scopes could have used as a key in advance. */
function idOf({ keyScope, key }: IdentificationKey): string {
  return fingerprint([keyScope, key])
}
