import type { InteractionDocument } from './interactionModel.ts'

/**
 * The filter of a write to an interaction as it was read: it matches nothing when another write came first. The profile
 * never changes; it is here because it is the shard key, without which the write would go to every shard.
 */
export function currentlyStored({
  _id,
  profileId,
  revision,
}: Pick<InteractionDocument, '_id' | 'profileId' | 'revision'>) {
  return { _id, profileId, revision }
}
