import type { Actor, Interaction, InteractionChange } from '../../../interactions/interaction.ts'
import { textFaults } from '../../../interactions/recording/inputFaults.ts'
import type { Verdict } from '../../../interactions/recording/interactionRecorder.ts'
import { actorFaults, toActor } from '../../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { CommitmentState, UpdateCommitmentInput } from '../schemaTypes.ts'
import { type CommitmentBody, commitmentOf, commitmentSummary } from './commitment.ts'

/**
 * The states that callers may give to a commitment, by its state. Nothing leads back to OPEN, because another promise may
 * stand on the matter by then.
 */
export const allowedStates: Readonly<Record<CommitmentState, readonly CommitmentState[]>> = {
  OPEN: ['KEPT', 'BROKEN', 'WITHDRAWN'],
  // Kept after all, only late.
  BROKEN: ['KEPT'],
  // It turned out that it was not.
  KEPT: ['BROKEN'],
  WITHDRAWN: [],
  SUPERSEDED: [],
}

const maximumReasonLength = 1_000

export function stateFaults({ state, reason, actor }: UpdateCommitmentInput): UserError[] {
  const isGiven = allowedStates.OPEN.includes(state)
  const message = `state: expected ${allowedStates.OPEN.join(', ')}, got ${state}`
  return [
    ...(isGiven ? [] : [userError('INVALID_VALUE', 'state', message)]),
    ...textFaults('reason', reason, maximumReasonLength),
    ...actorFaults('actor', actor),
  ]
}

/** The change of state that an update asks for; none when the commitment is in this state. */
export function changedState(current: Interaction, input: UpdateCommitmentInput, now: Date): Verdict {
  const { state } = commitmentOf(current)
  if (state === input.state) return { change: null }
  if (!allowedStates[state].includes(input.state)) {
    const expected = allowedStates[state].join(' or ') || 'no change'
    const message = `state: expected ${expected} for a commitment that is ${state}, got ${input.state}`
    return { userErrors: [userError('CONFLICT', 'state', message)] }
  }
  const reason = input.reason?.trim() ? input.reason : null
  return { change: inState(current, { state: input.state, at: now, by: toActor(input.actor), reason }) }
}

const eloItself: Actor = { kind: 'SYSTEM', id: null, name: null }

/** The change of a commitment that was not kept in time; null when it is not open, or has time. */
export function overdueChange(current: Interaction, now: Date): InteractionChange | null {
  const { state, dueAt } = commitmentOf(current)
  if (state !== 'OPEN' || dueAt === null || dueAt >= now) return null
  return inState(current, { state: 'BROKEN', at: now, by: eloItself, reason: null })
}

/** The change of an open commitment that another one replaces; null when it is not open. */
export function supersededChange(
  current: Interaction,
  { by, id, at }: { by: Actor; id: string; at: Date },
): InteractionChange | null {
  if (commitmentOf(current).state !== 'OPEN') return null
  return inState(current, { state: 'SUPERSEDED', at, by, reason: null }, { supersededBy: id })
}

function inState(
  current: Interaction,
  { state, at, by, reason }: { state: CommitmentState; at: Date; by: Actor; reason: string | null },
  more: Partial<CommitmentBody> = {},
): InteractionChange {
  const body: CommitmentBody = {
    ...commitmentOf(current),
    state,
    stateChangedAt: at,
    stateChangedBy: by,
    stateReason: reason,
    ...more,
  }
  return { body, summary: commitmentSummary(body) }
}
