import type { ClientSession } from 'mongoose'
import type { Interaction } from '../../../interactions/interaction.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { CommitmentLimit, CommitmentOutcome, RecordCommitmentInput } from '../schemaTypes.ts'
import { commitmentOf, dueAtOf, matterKeyOf } from './commitment.ts'
import { countedActorKind, exceededLimit, type LimitRule } from './commitmentLimits.ts'
import type { CommitmentStore } from './commitmentStore.ts'
import { toTerms } from './commitmentTerms.ts'
import { compareWithOpen, type Contradiction, proposedSide } from './contradictions.ts'

/** What is to become of a promise. */
export type Judgement = {
  /** Null with userErrors. */
  outcome: CommitmentOutcome | null
  sameAs: Interaction | null
  contradictions: Contradiction[]
  limit: CommitmentLimit | null
  needsApproval: boolean
  /** The open commitments that it replaces. */
  supersedes: readonly string[]
  userErrors: UserError[]
}

/** Compare a promise with the open ones that the principal may read, and with the limits of the business. */
export type Judge = (
  input: RecordCommitmentInput,
  by: { profileIds: readonly string[]; principal: Principal; now: Date },
  session?: ClientSession,
) => Promise<Judgement>

export function refusedJudgement(userErrors: UserError[]): Judgement {
  const nothing = { outcome: null, sameAs: null, contradictions: [], limit: null, needsApproval: false }
  return { ...nothing, supersedes: [], userErrors }
}

export function createJudge(
  store: Pick<CommitmentStore, 'findOpenOn' | 'findAll'>,
  limits: readonly LimitRule[],
): Judge {
  return async (input, { profileIds, principal, now }, session) => {
    const { kind, actor, department = null } = input
    const matterKey = matterKeyOf(input)
    const named = [...new Set(input.supersedes ?? [])]
    const superseded = await store.findAll(named, { profileIds, principal }, session)
    const faults = (input.supersedes ?? []).flatMap((id, index) =>
      supersededFaults(
        ['supersedes', String(index)],
        id,
        superseded.find((each) => each.id === id),
        { matterKey, kind },
      ),
    )
    if (faults.length > 0) return refusedJudgement(faults)
    const open = await store.findOpenOn({ profileIds, matterKey, kind }, principal, session)
    const others = open.filter(({ id }) => !named.includes(id))
    const { sameAs, contradictions } = compareWithOpen(kind, others, proposedSide(input, now))
    const limit = exceededLimit(
      limits,
      {
        kind,
        terms: toTerms(input.terms),
        dueAt: dueAtOf(input),
        actorKind: countedActorKind(actor.kind, principal),
        department,
      },
      now,
    )
    // What stands already needs no approval again.
    const needsApproval = limit !== null && !input.approvedBy && sameAs === null
    const outcome = outcomeOf({
      isContradicted: contradictions.length > 0,
      isSame: sameAs !== null,
      needsApproval,
    })
    return { outcome, sameAs, contradictions, limit, needsApproval, supersedes: named, userErrors: [] }
  }
}

function outcomeOf(found: {
  isContradicted: boolean
  isSame: boolean
  needsApproval: boolean
}): CommitmentOutcome {
  if (found.isContradicted) return 'CONTRADICTS'
  if (found.isSame) return 'SAME_AS'
  return found.needsApproval ? 'OVER_LIMIT' : 'OK'
}

function supersededFaults(
  field: string[],
  id: string,
  found: Interaction | undefined,
  place: { matterKey: string; kind: string },
): UserError[] {
  const name = field.join('.')
  if (!found)
    return [userError('NOT_FOUND', field, `${name}: this customer has no commitment with the id ${id}`)]
  const { state, matterKey, commitmentKind } = commitmentOf(found)
  if (state !== 'OPEN')
    return [userError('CONFLICT', field, `${name}: expected an open commitment, got one that is ${state}`)]
  if (matterKey === place.matterKey && commitmentKind === place.kind) return []
  return [
    userError(
      'CONFLICT',
      field,
      `${name}: expected a commitment of the same matter and kind, got another one`,
    ),
  ]
}
