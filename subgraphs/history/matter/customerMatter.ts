import type { Channel } from '../../../interactions/interaction.ts'
import type { Matter } from '../../../interactions/matter.ts'

/** The latest interaction of a matter; without one the latest conversation, whose id begins with `cnv_`. */
export type MatterTouch = { id: string; at: Date; profileId: string; channel: Channel | null }

/** A matter of a customer, with what a principal may see of it. */
export type CustomerMatter = {
  matter: Matter
  lastTouch: MatterTouch
  interactionCount: number
  openConversationCount: number
  openActionCount: number
  openCommitmentCount: number
}

export type MatterState = 'OPEN' | 'SETTLED'

/** The counts of a matter of which any makes it open. */
export const openCounts = ['openConversationCount', 'openActionCount', 'openCommitmentCount'] as const

/** Whether something is left to do. `matterStore` has the same rule for the database. */
export function stateOf(matter: CustomerMatter): MatterState {
  return openCounts.some((count) => matter[count] > 0) ? 'OPEN' : 'SETTLED'
}
