import type { ClientSession, Connection } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { NameCorrection } from './nameCorrection.ts'
import { type NameCorrectionDocument, nameCorrectionModel } from './nameCorrectionModel.ts'

const shownAtMost = 100

/** All corrections of names that people made. */
export type NameCorrectionStore = {
  /** The newest 100 of each of these profiles, newest first, in one command. */
  findByProfileIds(profileIds: readonly string[]): Promise<NameCorrection[]>
  add(correction: NameCorrection & { by: Principal }, session: ClientSession): Promise<void>
}

export function createNameCorrectionStore(connection: Connection): NameCorrectionStore {
  const model = nameCorrectionModel(connection)
  return {
    async findByProfileIds(profileIds) {
      const found = await model.aggregate<{ newest: NameCorrectionDocument[] }>([
        { $match: { profileId: { $in: [...profileIds] } } },
        { $sort: { profileId: 1, at: -1 } },
        { $group: { _id: '$profileId', newest: { $firstN: { input: '$$ROOT', n: shownAtMost } } } },
      ])
      return found.flatMap(({ newest }) =>
        newest.map(({ profileId, name, reason, at }) => ({ profileId, name, reason, at })),
      )
    },
    async add({ profileId, name, reason, by, at }, session) {
      await model.create([{ profileId, name, reason, by: { kind: by.kind, id: by.id }, at }], { session })
    },
  }
}
