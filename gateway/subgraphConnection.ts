import type { GraphQLDataSource } from '@apollo/gateway'
import type { SubscriptionEvent, SubscriptionOutcome } from '../platform/localSubscription.ts'
import type { Principal } from '../platform/principal.ts'
import type { GatewayContext } from './gatewayContext.ts'
import type { PrimaryOperation } from './subscriptionPlan.ts'

/** One subgraph, however it is reached. */
export type SubgraphConnection = {
  dataSource: GraphQLDataSource<GatewayContext>
  /** Events of the subgraph's part of a subscription; each belongs to whoever reads it. */
  subscribe(
    primary: PrimaryOperation,
    request: { variables: Record<string, unknown>; principal: Principal },
  ): Promise<SubscriptionOutcome<SubscriptionEvent>>
  stop(): Promise<void>
}
