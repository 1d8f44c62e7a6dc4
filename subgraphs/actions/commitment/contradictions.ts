import type { Actor, Interaction } from '../../../interactions/interaction.ts'
import { toActor } from '../../../interactions/recording/recordingInput.ts'
import type { CommitmentKind, CommitmentTerm, RecordCommitmentInput } from '../schemaTypes.ts'
import { commitmentOf, dueAtOf } from './commitment.ts'
import { inMinutes, type StoredTerms, termsInWords, toTerms } from './commitmentTerms.ts'
import { comparePromises } from './contradictionRules.ts'

/** Who promised what and when. */
export type CommitmentSide = {
  /** Null when it is not recorded. */
  commitment: Interaction | null
  actor: Actor
  promisedAt: Date
  terms: StoredTerms
  dueAt: Date | null
}

export type Contradiction = {
  open: CommitmentSide
  other: CommitmentSide
  differs: CommitmentTerm[]
  message: string
}

const maximumContradictions = 20

/** A recorded promise as a side; null when its content was erased. */
export function recordedSide(commitment: Interaction): CommitmentSide | null {
  const { terms, dueAt } = commitmentOf(commitment)
  const { actor, occurredAt: promisedAt } = commitment
  return terms && { commitment, actor, promisedAt, terms, dueAt }
}

/** The promise of an input as a side. */
export function proposedSide(input: RecordCommitmentInput, now: Date): CommitmentSide {
  return {
    commitment: null,
    actor: toActor(input.actor),
    promisedAt: input.occurredAt ?? now,
    terms: toTerms(input.terms),
    dueAt: dueAtOf(input),
  }
}

/** What a promise of a kind contradicts of the open ones on its matter, and the first that is the same. */
export function compareWithOpen(
  kind: CommitmentKind,
  open: readonly Interaction[],
  other: CommitmentSide,
): { sameAs: Interaction | null; contradictions: Contradiction[] } {
  const contradictions: Contradiction[] = []
  let sameAs: Interaction | null = null
  for (const commitment of open) {
    const side = recordedSide(commitment)
    if (!side) continue
    const comparison = comparePromises(kind, side, other)
    if (comparison.result === 'SAME') sameAs ??= commitment
    if (comparison.result === 'CONTRADICTION')
      contradictions.push(contradictionOf(kind, side, other, comparison.differs))
  }
  return { sameAs, contradictions: contradictions.slice(0, maximumContradictions) }
}

/** The pairs of open commitments, oldest first, that contradict each other. */
export function contradictionsAmong(open: readonly Interaction[]): Contradiction[] {
  const found: Contradiction[] = []
  for (const [index, later] of open.entries()) {
    const { commitmentKind, matterKey } = commitmentOf(later)
    const side = recordedSide(later)
    const earlier = open.slice(0, index).filter((each) => {
      const body = commitmentOf(each)
      return body.commitmentKind === commitmentKind && body.matterKey === matterKey
    })
    if (side) found.push(...compareWithOpen(commitmentKind, earlier, side).contradictions)
    if (found.length >= maximumContradictions) break
  }
  return found.slice(0, maximumContradictions)
}

function contradictionOf(
  kind: CommitmentKind,
  open: CommitmentSide,
  other: CommitmentSide,
  differs: CommitmentTerm[],
): Contradiction {
  const verb = other.commitment ? 'promised' : 'wants to promise'
  const message = `${kind}: ${sideInWords(open, 'promised')}; ${sideInWords(other, verb)}`
  return { open, other, differs, message }
}

/** E.g. `Ana promised BRL 50.00 on 2026-06-10 12:00 UTC, until 2026-06-20 14:30 UTC`. */
function sideInWords({ actor, promisedAt, terms, dueAt }: CommitmentSide, verb: string): string {
  const who = actor.name ?? actor.id ?? actor.kind
  const until = dueAt ? `, until ${inMinutes(dueAt)}` : ''
  return `${who} ${verb} ${termsInWords(terms)} on ${inMinutes(promisedAt)}${until}`
}
