import type { Interaction } from '../../../interactions/interaction.ts'
import type { CustomerReference } from '../../../platform/paging/newestFirstPage.ts'
import type { HistoryChange } from '../schemaTypes.ts'

/** What the events of both streams have. `interaction` is null exactly when `change` is POSITION. */
type Event = { change: HistoryChange; interaction: Interaction | null; cursor: string }

export type HistoryEvent = Event & { customer: CustomerReference }

export type FeedEvent = Event & { replayed: boolean }
