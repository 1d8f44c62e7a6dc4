import { jsonFaults, nameFaults, textFaults } from '../../interactions/recording/inputFaults.ts'
import {
  bodyOf,
  type Interaction,
  type InteractionChange,
  type NewInteraction,
  summarize,
} from '../../interactions/interaction.ts'
import { matterChange } from '../../interactions/matter.ts'
import { toJsonText } from '../../platform/lang/jsonText.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { changeOrNull, givenOr, recordedChange } from '../../interactions/recording/recordedChange.ts'
import { recordedFields, recordingFaults } from '../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../interactions/recording/userError.ts'
import type { ActionStatus, ActionType, Money, RecordActionInput, UpdateActionInput } from './schemaTypes.ts'

/** The fields of an action only. */
export type ActionBody = {
  type: ActionType
  /** The type in lower case, or the business's own name. */
  name: string
  status: ActionStatus
  amount: Money | null
  externalReference: string | null
  /** A foreign value, as JSON. */
  details: string | null
  /** The summary of the caller; null when the summary is made from the other fields. */
  ownSummary: string | null
}

/** The fields that may change after an action was recorded. */
type ChangeableFields = Pick<UpdateActionInput, 'status' | 'amount' | 'externalReference' | 'details'>

const maximumNameLength = 64
const maximumSummaryLength = 200

export function actionFaults(input: RecordActionInput, now: Date, by: Principal): UserError[] {
  return [
    ...recordingFaults(input, now, by),
    ...actionNameFaults(input),
    ...changeableFaults(input),
    ...textFaults('summary', input.summary, maximumSummaryLength),
  ]
}

export function changeableFaults({ externalReference, details }: ChangeableFields): UserError[] {
  return [...nameFaults('externalReference', externalReference), ...jsonFaults('details', details)]
}

/** A name is required for OTHER and refused for the other types, whose name is the type. */
function actionNameFaults({ type, name }: RecordActionInput): UserError[] {
  if (type !== 'OTHER') {
    if (name === null || name === undefined) return []
    return [
      userError('INVALID_VALUE', 'name', `name: expected none for ${type}, got one; only OTHER has its own`),
    ]
  }
  if (name === null || name === undefined)
    return [userError('REQUIRED', 'name', 'name: expected one for OTHER, got none')]
  if (/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/u.test(name)) return textFaults('name', name, maximumNameLength)
  return [
    userError(
      'INVALID_VALUE',
      'name',
      `name: expected snake_case such as contract_signed, got "${name.slice(0, 80)}"`,
    ),
  ]
}

export function actionEntry(
  input: RecordActionInput,
  profileId: string,
  now: Date,
  by: Principal,
): NewInteraction {
  const body = recordedBody(input, null)
  // An input without a status has the same content as one with COMPLETED.
  const completeInput: RecordActionInput = { ...input, status: body.status }
  return {
    ...recordedFields(completeInput, now, by),
    profileId,
    kind: 'ACTION',
    visibility: input.visibility ?? 'PUBLIC',
    summary: actionSummary(body),
    body,
  }
}

/** The amendment by a later version of the same record. */
export function amendedAction(current: Interaction, input: RecordActionInput): InteractionChange | null {
  const body = recordedBody(input, bodyOf<ActionBody>(current))
  return recordedChange(current, input, { body, summary: actionSummary(body) })
}

/** The change of an update; null when it changes nothing. */
export function updatedAction(current: Interaction, input: UpdateActionInput): InteractionChange | null {
  const before = bodyOf<ActionBody>(current)
  const body = { ...before, ...changeable(input, before) }
  return changeOrNull(current, {
    ...matterChange(current, input.matter),
    body,
    summary: actionSummary(body),
  })
}

function recordedBody(input: RecordActionInput, before: ActionBody | null): ActionBody {
  const { type, name, summary } = input
  return {
    type,
    name: name ?? type.toLowerCase(),
    ...changeable(input, before),
    ownSummary: givenOr(summary?.trim() === '' ? null : summary, before?.ownSummary ?? null),
  }
}

function changeable(given: ChangeableFields, before: ActionBody | null) {
  const details = given.details === undefined ? undefined : toJsonText(given.details)
  return {
    status: given.status ?? before?.status ?? ('COMPLETED' as const),
    amount: givenOr(given.amount && { ...given.amount }, before?.amount ?? null),
    externalReference: givenOr(given.externalReference, before?.externalReference ?? null),
    details: givenOr(details, before?.details ?? null),
  }
}

/** The caller's own line, or e.g. `Payment completed: BRL 129.90`. */
function actionSummary({ name, status, amount, ownSummary }: ActionBody): string {
  if (ownSummary) return summarize(ownSummary)
  const words = `${name} ${status.toLowerCase()}`.replaceAll('_', ' ')
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}`
  return summarize(amount ? `${sentence}: ${amount.currency} ${amount.amount}` : sentence)
}
