import type { RevisionKey } from '../../../interactions/log/revisionStore.ts'
import type { RevisionLoader } from '../../../interactions/read/revisionLoader.ts'
import type { MessageRevision } from './messageRevision.ts'

/** A revision that an edit or a deletion replaced; null when it is not kept. */
export async function replacedRevision(
  revisions: RevisionLoader,
  key: RevisionKey,
): Promise<MessageRevision | null> {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- only messageRevision.ts writes contents of messages and notes
  return (await revisions.load(key)) as MessageRevision | null
}
