import type { Connection } from 'mongoose'
import { keyedHashOf } from '../../../privacy/key/installationKeyStore.ts'
import { erasedIdOf } from './erasedObjects.ts'

/** What stays of the objects of erased customers: a keyed hash, by which a repeat is recognised. */
export type ErasedObjectStore = {
  /** Mark objects, by their keys, as erased at this time. One that is marked again is erased at the later time. */
  mark(keys: readonly string[], at: Date): Promise<void>
}

export function createErasedObjectStore(connection: Connection): ErasedObjectStore {
  const objects = connection.collection<{ _id: string; erasedAt?: Date }>('chatwootObjects')
  return {
    async mark(keys, at) {
      const hash = await keyedHashOf(connection)
      for (const key of keys) {
        const [kind = ''] = key.split(':', 1)
        const empty = { kind, account: '', objectId: '', version: 1, state: '', told: [], eloId: null }
        await objects.updateOne(
          { _id: erasedIdOf(key, hash) },
          { $setOnInsert: empty, $max: { erasedAt: at } },
          { upsert: true },
        )
      }
    },
  }
}
