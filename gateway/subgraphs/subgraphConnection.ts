import type { SubscriptionEvent, SubscriptionOutcome } from '../../platform/graph/localSubscription.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { SubgraphFetch } from './subgraphFetch.ts'
import type { PrimaryOperation } from '../planning/primaryOperation.ts'

/** One subgraph, however it is reached. */
export type SubgraphConnection = {
  fetch: SubgraphFetch
  /** Events of the subgraph's part of a subscription; each belongs to whoever reads it. */
  subscribe(
    primary: PrimaryOperation,
    request: { variables: Record<string, unknown>; principal: Principal },
  ): Promise<SubscriptionOutcome<SubscriptionEvent>>
  stop(): Promise<void>
}
