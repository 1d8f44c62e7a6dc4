import { newId } from '../../platform/lang/ids.ts'
import type { Interaction } from '../../interactions/interaction.ts'
import { newMessage } from './log/newMessage.ts'

/** An interaction as the log returns it. */
export function interactionOf(
  profileId: string,
  seq: number,
  { at = new Date(), ...more }: Partial<Interaction> & { at?: Date } = {},
): Interaction {
  const { content: _content, idempotencyKey: _key, ...fields } = newMessage(profileId)
  return {
    ...fields,
    occurredAtCorrected: false,
    id: newId('int'),
    seq,
    positions: [seq],
    revision: 1,
    recordedAt: at,
    changedAt: at,
    ...more,
  }
}
