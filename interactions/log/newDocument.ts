import { newId } from '../../platform/lang/ids.ts'
import type { NewInteraction } from '../interaction.ts'
import { termsOf } from '../search/termsOf.ts'
import type { InteractionDocument } from './interactionModel.ts'
import { ownKeyScope } from './keyScope.ts'

/** Makes the document of an entry, once its position `seq` and the time are known. It may be called again. */
export function newDocument(
  entry: NewInteraction,
  contentFingerprint: string,
): (seq: number, now: Date) => InteractionDocument {
  const {
    profileId,
    id = newId('int'),
    keyScope = ownKeyScope,
    idempotencyKey,
    content: _content,
    formerContent: _formerContent,
    source,
    ...fields
  } = entry
  const terms = termsOf(fields)
  return (seq, now) => ({
    _id: id,
    profileId,
    seq,
    positions: [seq],
    revision: 1,
    recordedAt: now,
    changedAt: now,
    fingerprint: contentFingerprint,
    ...fields,
    terms,
    ...((source !== null || idempotencyKey !== null) && { keyScope }),
    ...(source && { source }),
    ...(idempotencyKey !== null && { idempotencyKey }),
  })
}
