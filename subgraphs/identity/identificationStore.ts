import type { ClientSession, Connection } from 'mongoose'
import { type IdentificationDocument, identificationModel } from './identificationModel.ts'

/** What was answered first to an idempotency key. */
export type Identification = {
  key: string
  fingerprint: string
  profileId: string
  created: boolean
  at: Date
  steps: IdentificationDocument['steps']
}

/** Remembers the first answers to idempotency keys, for ever. */
export type IdentificationStore = {
  find(key: string, session?: ClientSession): Promise<Identification | null>
  /** Fails with a duplicate key when somebody was first. */
  add(identification: Identification, session: ClientSession): Promise<void>
}

export function createIdentificationStore(connection: Connection): IdentificationStore {
  const model = identificationModel(connection)
  return {
    async find(key, session) {
      const found = await model
        .findById(key)
        .session(session ?? null)
        .lean()
      if (!found) return null
      const { _id, ...answer } = found
      return { key: _id, ...answer }
    },
    async add({ key, ...answer }, session) {
      await model.create([{ _id: key, ...answer }], { session })
    },
  }
}
