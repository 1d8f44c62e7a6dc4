import type { ClientSession, Connection } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { ProfileLink } from './profileLink.ts'
import { type ProfileLinkDocument, profileLinkModel } from './profileLinkModel.ts'

/** What people decided of profiles. */
export type ProfileLinkStore = {
  /** Everything decided of any of these profiles, oldest first. */
  findByProfileIds(profileIds: readonly string[], session?: ClientSession): Promise<ProfileLink[]>
  /** Fails with a duplicate key when something is decided of the two already. */
  add(link: ProfileLink & { by: Principal }, session: ClientSession): Promise<void>
  remove(link: ProfileLink, session: ClientSession): Promise<void>
}

function idOf({ profileIds }: ProfileLink): string {
  return [...profileIds].sort().join(' ')
}

function toLinks({ profileIds: [one, other], decision, reason, at }: ProfileLinkDocument): ProfileLink[] {
  return one === undefined || other === undefined ? [] : [{ profileIds: [one, other], decision, reason, at }]
}

export function createProfileLinkStore(connection: Connection): ProfileLinkStore {
  const model = profileLinkModel(connection)
  return {
    async findByProfileIds(profileIds, session) {
      const found = await model
        .find({ profileIds: { $in: [...profileIds] } })
        .sort({ at: 1, _id: 1 })
        .session(session ?? null)
        .lean()
      return found.flatMap(toLinks)
    },
    async add(link, session) {
      const { profileIds, decision, reason, by, at } = link
      await model.create(
        [{ _id: idOf(link), profileIds, decision, reason, by: { kind: by.kind, id: by.id }, at }],
        {
          session,
        },
      )
    },
    async remove(link, session) {
      await model.deleteOne({ _id: idOf(link) }, { session })
    },
  }
}
