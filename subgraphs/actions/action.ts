import type { CustomerInput } from '../../interactions/recording/identityClient.ts'
import { jsonFaults, nameFaults, textFaults } from '../../interactions/recording/inputFaults.ts'
import {
  bodyOf,
  type Interaction,
  type InteractionChange,
  type NewInteraction,
  summarize,
  type Visibility,
} from '../../interactions/interaction.ts'
import { toJsonText } from '../../platform/lang/jsonText.ts'
import type { openActionStatuses } from '../../interactions/openActions.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { changeOrNull, givenOr, recordedChange } from '../../interactions/recording/recordedChange.ts'
import {
  type ActorInput,
  recordedFields,
  recordingFaults,
  type RecordingInput,
} from '../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../interactions/recording/userError.ts'

export type ActionType = 'APPOINTMENT' | 'PAYMENT' | 'REFUND' | 'ORDER' | 'QUOTE' | 'TRANSFER' | 'OTHER'
export type ActionStatus = (typeof openActionStatuses)[number] | 'COMPLETED' | 'FAILED' | 'CANCELLED'
export type Money = { amount: string; currency: string }

/** What only an action has. */
export type ActionBody = {
  type: ActionType
  /** That of the type in lower case, or the business's own. */
  name: string
  status: ActionStatus
  amount: Money | null
  externalReference: string | null
  /** A foreign value, as JSON. */
  details: string | null
  /** The summary the caller gave; null when it is made from the rest. */
  ownSummary: string | null
}

/** What may change of an action after it was recorded. */
type Particulars = {
  status?: ActionStatus | null
  amount?: Money | null
  externalReference?: string | null
  details?: unknown
}

/** RecordActionInput of the schema. */
export type RecordActionInput = RecordingInput &
  Particulars & {
    customer: CustomerInput
    actor: ActorInput
    type: ActionType
    name?: string | null
    summary?: string | null
    visibility?: Visibility | null
  }

/** UpdateActionInput of the schema. */
export type UpdateActionInput = Particulars & { actionId: string; expectedRevision?: number | null }

const maximumNameLength = 64
const maximumSummaryLength = 200

export function actionFaults(input: RecordActionInput, now: Date, by: Principal): UserError[] {
  return [
    ...recordingFaults(input, now, by),
    ...actionNameFaults(input),
    ...particularsFaults(input),
    ...textFaults('summary', input.summary, maximumSummaryLength),
  ]
}

export function particularsFaults({ externalReference, details }: Particulars): UserError[] {
  return [...nameFaults('externalReference', externalReference), ...jsonFaults('details', details)]
}

/** The type says the name, save for OTHER, which needs one of its own. */
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
  // Whoever leaves the status out says the same as who says COMPLETED.
  const said: RecordActionInput = { ...input, status: body.status }
  return {
    ...recordedFields(said, now, by),
    profileId,
    kind: 'ACTION',
    visibility: input.visibility ?? 'PUBLIC',
    summary: actionSummary(body),
    body,
  }
}

/** What a later version of the same record amends. */
export function amendedAction(current: Interaction, input: RecordActionInput): InteractionChange | null {
  const body = recordedBody(input, bodyOf<ActionBody>(current))
  return recordedChange(current, input, { body, summary: actionSummary(body) })
}

/** What an update changes; null when it is so already. */
export function updatedAction(current: Interaction, input: UpdateActionInput): InteractionChange | null {
  const before = bodyOf<ActionBody>(current)
  const body = { ...before, ...particulars(input, before) }
  return changeOrNull(current, { body, summary: actionSummary(body) })
}

function recordedBody(input: RecordActionInput, before: ActionBody | null): ActionBody {
  const { type, name, summary } = input
  return {
    type,
    name: name ?? type.toLowerCase(),
    ...particulars(input, before),
    ownSummary: givenOr(summary?.trim() === '' ? null : summary, before?.ownSummary ?? null),
  }
}

function particulars(given: Particulars, before: ActionBody | null) {
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
