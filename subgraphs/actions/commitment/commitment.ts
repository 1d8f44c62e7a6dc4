import {
  type Actor,
  bodyOf,
  type Interaction,
  type InteractionChange,
  type NewInteraction,
  summarize,
} from '../../../interactions/interaction.ts'
import type { Matter } from '../../../interactions/matter.ts'
import { countFaults, idFaults } from '../../../interactions/recording/inputFaults.ts'
import { recordedChange } from '../../../interactions/recording/recordedChange.ts'
import {
  actorFaults,
  recordedFields,
  recordingFaults,
  toActor,
  withStoredName,
} from '../../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { newId } from '../../../platform/lang/ids.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { CommitmentKind, CommitmentState, RecordCommitmentInput } from '../schemaTypes.ts'
import { inMinutes, type StoredTerms, termsFaults, termsInWords, toTerms } from './commitmentTerms.ts'

/** The fields of a commitment only. */
export type CommitmentBody = {
  commitmentKind: CommitmentKind
  state: CommitmentState
  /** See `matterKeyOf`; null when the content was erased. */
  matterKey: string | null
  /** Null when the content was erased. */
  terms: StoredTerms | null
  dueAt: Date | null
  stateChangedAt: Date | null
  stateChangedBy: Actor | null
  stateReason: string | null
  /** The ids of those that it replaced, and of the one that replaced it. */
  supersedes: string[]
  supersededBy: string | null
  approvedBy: Actor | null
}

const maximumSuperseded = 20

/** The faults of an input, without those of times that have passed. */
export function commitmentFaults(input: RecordCommitmentInput, now: Date, by: Principal): UserError[] {
  const { actor, approvedBy, supersedes } = input
  return [
    ...recordingFaults(input, now, by),
    ...(actor.kind === 'CUSTOMER'
      ? [
          userError(
            'INVALID_VALUE',
            ['actor', 'kind'],
            'actor.kind: expected who promises for the business, got CUSTOMER',
          ),
        ]
      : []),
    ...termsFaults(input.kind, input.terms),
    ...countFaults('supersedes', supersedes, maximumSuperseded),
    ...(supersedes ?? []).flatMap((id, index) => idFaults(['supersedes', String(index)], 'int', id)),
    ...(approvedBy ? actorFaults('approvedBy', approvedBy) : []),
  ]
}

/** Until when a promise is to be kept. */
export function dueAtOf({ dueAt, terms }: Pick<RecordCommitmentInput, 'dueAt' | 'terms'>): Date | null {
  return dueAt ?? terms.date ?? null
}

/** What promises are compared by: their matter, or without one their conversation, or without any their customer. */
export function matterKeyOf(about: { matter?: Matter | null; conversationId?: string | null }): string {
  if (about.matter) return `${about.matter.kind}/${about.matter.externalId}`
  return about.conversationId ? `conversation/${about.conversationId}` : 'customer'
}

export function commitmentEntry(
  input: RecordCommitmentInput,
  profileId: string,
  now: Date,
  by: Principal,
): NewInteraction {
  const { approvedBy, supersedes } = input
  const body: CommitmentBody = {
    commitmentKind: input.kind,
    state: 'OPEN',
    matterKey: matterKeyOf(input),
    terms: toTerms(input.terms),
    dueAt: dueAtOf(input),
    stateChangedAt: null,
    stateChangedBy: null,
    stateReason: null,
    supersedes: [...new Set(supersedes ?? [])],
    supersededBy: null,
    approvedBy: approvedBy ? toActor(approvedBy) : null,
  }
  const storedInput = { ...input, ...(approvedBy && { approvedBy: withStoredName(approvedBy) }) }
  return {
    ...recordedFields(storedInput, now, by),
    id: newId('int'),
    profileId,
    kind: 'COMMITMENT',
    visibility: input.visibility ?? 'PUBLIC',
    summary: commitmentSummary(body),
    body,
  }
}

/**
 * The amendment by a later version of the same record. What was promised, and on which matter, stays: another promise is
 * another commitment.
 */
export function amendedCommitment(
  current: Interaction,
  input: RecordCommitmentInput,
): InteractionChange | null {
  const { matter: _matter, conversationId: _conversationId, ...rest } = input
  return recordedChange(current, rest, {})
}

const wordsOf: Readonly<Record<CommitmentState, string>> = {
  OPEN: 'promised',
  KEPT: 'kept',
  BROKEN: 'not kept',
  WITHDRAWN: 'withdrawn',
  SUPERSEDED: 'replaced',
}

/** E.g. `Refund promised: BRL 50.00, until 2026-06-20 14:30 UTC`. */
export function commitmentSummary({ commitmentKind, state, terms, dueAt }: CommitmentBody): string {
  const name = commitmentKind === 'OTHER' ? 'promise' : commitmentKind.toLowerCase().replace('_', ' ')
  const sentence = `${name.charAt(0).toUpperCase()}${name.slice(1)} ${commitmentKind === 'OTHER' && state === 'OPEN' ? 'made' : wordsOf[state]}`
  const isOtherTime = dueAt !== null && dueAt.getTime() !== terms?.date?.getTime()
  const until = isOtherTime ? `, until ${inMinutes(dueAt)}` : ''
  return summarize(terms ? `${sentence}: ${termsInWords(terms)}${until}` : sentence)
}

export const commitmentOf = (interaction: Interaction) => bodyOf<CommitmentBody>(interaction)
