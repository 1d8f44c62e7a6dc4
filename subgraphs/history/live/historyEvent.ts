import type { Interaction } from '../../../interactions/interaction.ts'

/** What an event of a stream says: HistoryChange of the schema, but for REMOVED: nothing becomes invisible yet. */
export type HistoryChange = 'POSITION' | 'RECORDED' | 'AMENDED'

/** How the graph names a customer whom identity describes. */
export type CustomerReference = { __typename: 'Customer'; profileId: string }

export type HistoryEvent = {
  change: HistoryChange
  interaction: Interaction | null
  interactionId: string | null
  cursor: string
  customer: CustomerReference
}

export type FeedEvent = {
  change: HistoryChange
  interaction: Interaction | null
  interactionId: string | null
  cursor: string
  replayed: boolean
}
