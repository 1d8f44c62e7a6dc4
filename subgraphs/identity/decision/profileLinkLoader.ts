import DataLoader from 'dataloader'
import type { ProfileLink } from './profileLink.ts'
import type { ProfileLinkStore } from './profileLinkStore.ts'

/** What was decided of one profile, oldest first. One read per batch. */
export type ProfileLinkLoader = { load(profileId: string): Promise<ProfileLink[]> }

export function createProfileLinkLoader(store: ProfileLinkStore): ProfileLinkLoader {
  // Not kept: a mutation of the same request may decide anew.
  return new DataLoader<string, ProfileLink[]>(
    async (profileIds) => {
      const links = await store.findByProfileIds(profileIds)
      return profileIds.map((id) => links.filter((link) => link.profileIds.includes(id)))
    },
    { cache: false },
  )
}
