import { canonicalJson } from '../../platform/lang/canonicalJson.ts'
import type { Interaction, InteractionChange } from '../interaction.ts'
import { matterChange } from '../matter.ts'
import { type RecordingInput, toActor } from './recordingInput.ts'

/**
 * The amendment by a later recording of the same thing: a value that the input gives replaces the recorded value, a
 * value that it leaves out stays. `own` is the amendment of the fields of the kind. Null when nothing would change.
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
    ...matterChange(current, input.matter),
    ...(input.occurredAt && {
      occurredAt: input.occurredAt,
      occurredAtCorrected: input.occurredAtCorrected ?? false,
    }),
    ...own,
  })
}

/** The change, or null when it changes nothing: an amendment that changes nothing makes no revision. */
export function changeOrNull(current: Interaction, change: InteractionChange): InteractionChange | null {
  const before: Record<string, unknown> = { ...current }
  const isSame = Object.entries(change).every(
    ([member, value]) => canonicalJson(value) === canonicalJson(before[member]),
  )
  return isSame ? null : change
}

/** The value after an input: left out keeps the current value, null takes it away. */
export function givenOr<Value>(given: Value | null | undefined, current: Value | null): Value | null {
  return given === undefined ? current : given
}
