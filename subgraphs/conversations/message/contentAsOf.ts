import { bodyOf, type Interaction } from '../../../interactions/interaction.ts'
import type { RevisionLoader } from '../../../interactions/read/revisionLoader.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { ConversationsContext } from '../context.ts'
import type { MessageBody } from './message.ts'
import { type MessageRevision, presentRevision } from './messageRevision.ts'
import { readableRevision } from './readableRevision.ts'
import { replacedRevision } from './replacedRevision.ts'

/** A message or note, and the time at which its content is asked for. */
export type PastInteraction = { interaction: Interaction; time: Date }

const readAtOnce = 100

/** Null when there is none, it was not recorded by then, is of another kind, or is not for the caller to see. */
export async function findPastInteraction(
  { interactionId, time }: { interactionId: string; time: unknown },
  { interactions, access }: ConversationsContext,
): Promise<PastInteraction | null> {
  const past = time instanceof Date ? time : new Date(String(time))
  const interaction = await interactions.load(interactionId)
  if (interaction?.kind !== 'MESSAGE' && interaction?.kind !== 'NOTE') return null
  const wasRecorded = interaction.recordedAt <= past
  return wasRecorded && (await access.maySeeInteraction(interaction)) ? { interaction, time: past } : null
}

/**
 * The newest revision that Elo had recorded by a time. Text and attachments are hidden where the message hides its own
 * now. Null when it was erased, or when it was changed later and its revisions are not kept.
 */
export async function contentAsOf(
  { interaction, time }: PastInteraction,
  { revisions, principal }: { revisions: RevisionLoader; principal: Principal },
): Promise<MessageRevision | null> {
  if (interaction.erased) return null
  const present = presentRevision(interaction)
  const { contentRevision, deleted, editedAt } = bodyOf<MessageBody>(interaction)
  // Edited or deleted before Elo kept revisions: the time of that is not known.
  const isChanged = deleted || (editedAt !== null && editedAt > interaction.recordedAt)
  const isUnmarked = !contentRevision && isChanged
  if (isUnmarked && interaction.changedAt > time) return null
  const found =
    present.recordedAt <= time ? present : await replacedAsOf(revisions, interaction.id, present.number, time)
  return found && readableRevision(found, interaction, principal)
}

async function replacedAsOf(
  revisions: RevisionLoader,
  interactionId: string,
  before: number,
  time: Date,
): Promise<MessageRevision | null> {
  for (let end = before; end > 1; end -= readAtOnce) {
    const count = Math.min(readAtOnce, end - 1)
    const numbers = Array.from({ length: count }, (_, index) => end - 1 - index)
    const read = await Promise.all(
      numbers.map(async (number) => replacedRevision(revisions, { interactionId, number })),
    )
    const found = read.find((revision) => revision !== null && revision.recordedAt <= time)
    if (found) return found
  }
  return null
}
