import type { InteractionDocument } from '../../interactions/log/interactionModel.ts'
import type { RetainedContent } from '../../interactions/retention/contentExpiry.ts'
import { erasedCommitment } from './commitment/erasedCommitment.ts'
import { erasedAction } from './erasedAction.ts'

/** The kinds of this subgraph, and what stays of them. */
export const erasedContents: RetainedContent = {
  kinds: ['ACTION', 'COMMITMENT'],
  eraseBody: (document: InteractionDocument) =>
    document.kind === 'COMMITMENT' ? erasedCommitment(document) : erasedAction(document),
}
