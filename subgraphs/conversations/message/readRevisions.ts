import { z } from 'zod'
import type { Interaction } from '../../../interactions/interaction.ts'
import type { RevisionLoader } from '../../../interactions/read/revisionLoader.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { createCursor } from '../../../platform/paging/cursor.ts'
import type { PageArguments } from '../../../platform/paging/newestFirstPage.ts'
import { type ConnectionOf, forwardConnection, pageSize } from '../../../platform/paging/paging.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { readableRevision } from './readableRevision.ts'
import { type MessageRevision, presentRevision } from './messageRevision.ts'
import { replacedRevision } from './replacedRevision.ts'

const cursor = createCursor('revisions', z.object({ id: z.string(), number: z.int().min(1) }))

/**
 * The revisions of a message or note, oldest first, the present one last. Texts and attachments are hidden where the
 * message hides its own. A message that was never edited costs no read. A cursor of another message is INVALID_CURSOR.
 */
export async function readRevisions(
  interaction: Interaction,
  { first, after }: PageArguments,
  { revisions, principal }: { revisions: RevisionLoader; principal: Principal },
): Promise<ConnectionOf<MessageRevision>> {
  const { id } = interaction
  const size = pageSize(first, 'first')
  const position = after ? cursor.decode(after, 'after') : null
  if (position && position.id !== id)
    throw callerError('INVALID_CURSOR', 'after: expected a cursor of this message, got one of another')
  const present = presentRevision(interaction)
  const begin = (position?.number ?? 0) + 1
  const count = Math.max(0, Math.min(size + 1, present.number - begin + 1))
  const numbers = Array.from({ length: count }, (_, index) => begin + index)
  const read = await Promise.all(
    numbers.map(async (number) =>
      number === present.number ? present : replacedRevision(revisions, { interactionId: id, number }),
    ),
  )
  const found = read.filter((revision) => revision !== null)
  return forwardConnection(
    found.map((revision) => readableRevision(revision, interaction, principal)),
    {
      size,
      hasPreviousPage: position !== null,
      cursorOf: ({ number }) => cursor.encode({ id, number }),
    },
  )
}
