import type { Interaction } from '../../../interactions/interaction.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { hidesContent } from './message.ts'
import type { MessageRevision } from './messageRevision.ts'

/** A revision for a principal: text and attachments are hidden where the message hides its own. */
export function readableRevision(
  revision: MessageRevision,
  interaction: Interaction,
  principal: Principal,
): MessageRevision {
  return hidesContent(interaction, principal) ? { ...revision, text: null, attachments: [] } : revision
}
