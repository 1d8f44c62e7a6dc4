import { canonicalJson } from '../../platform/lang/canonicalJson.ts'
import type { Interaction, InteractionChange } from '../interaction.ts'
import { type RecordingInput, toActor } from './recordingInput.ts'

/**
 * What recording the same thing again amends: what the input gives takes the place of what was recorded, what it
 * leaves out stays. `own` is what the kind itself makes of it. Null when nothing would change.
 */
export function recordedChange(
  current: Interaction,
  input: RecordingInput,
  own: InteractionChange,
): InteractionChange | null {
  return changeOrNull(current, {
    ...(input.actor && { actor: toActor(input.actor) }),
    ...(input.channel && { channel: input.channel }),
    ...(input.inbox && { inbox: input.inbox }),
    ...(input.department && { department: input.department }),
    ...(input.conversationId && { conversationId: input.conversationId }),
    ...(input.occurredAt && { occurredAt: input.occurredAt }),
    ...own,
  })
}

/** The change, or null when the interaction is so already: nothing visible makes no revision. */
export function changeOrNull(current: Interaction, change: InteractionChange): InteractionChange | null {
  const before: Record<string, unknown> = { ...current }
  const isSame = Object.entries(change).every(
    ([member, value]) => canonicalJson(value) === canonicalJson(before[member]),
  )
  return isSame ? null : change
}

/** What an input says of a value: left out keeps it, null takes it away. */
export function givenOr<Value>(given: Value | null | undefined, current: Value | null): Value | null {
  return given === undefined ? current : given
}
