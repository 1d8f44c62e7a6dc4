import type { GraphCall } from '../../platform/graph/graphCall.ts'
import type { SubscriptionEvent, SubscriptionOutcome } from '../../platform/graph/localSubscription.ts'
import type { RequestCall } from '../../platform/subgraph/audit/requestCall.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { SubgraphFetch } from './subgraphFetch.ts'
import type { PrimaryOperation } from '../planning/primaryOperation.ts'

/** One subgraph, local or remote. */
export type SubgraphConnection = {
  fetch: SubgraphFetch
  /** For questions of the gateway itself. */
  call: GraphCall
  /** The events of the subgraph's part of a subscription. The reader may write into them. */
  subscribe(
    primary: PrimaryOperation,
    request: { variables: Record<string, unknown>; principal: Principal; call?: RequestCall },
  ): Promise<SubscriptionOutcome<SubscriptionEvent>>
  stop(): Promise<void>
}
