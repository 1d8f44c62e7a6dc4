import { withoutCustomer } from '../../../interactions/erasure/withoutCustomer.ts'
import type { Actor } from '../../../interactions/interaction.ts'
import type { InteractionDocument } from '../../../interactions/log/interactionModel.ts'
import type { CommitmentBody } from './commitment.ts'

/** What stays of a commitment: its kind, its state, the people of the business, and what replaced what. */
export function erasedCommitment({ body }: InteractionDocument): { body: CommitmentBody; summary: string } {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- only this subgraph writes bodies of its kind
  const before = body as CommitmentBody
  const erasedActor = (actor: Actor | null) => actor && withoutCustomer(actor)
  return {
    body: {
      ...before,
      matterKey: null,
      terms: null,
      dueAt: null,
      stateReason: null,
      stateChangedBy: erasedActor(before.stateChangedBy),
      approvedBy: erasedActor(before.approvedBy),
    },
    summary: `Commitment erased: ${before.commitmentKind.toLowerCase()}`,
  }
}
