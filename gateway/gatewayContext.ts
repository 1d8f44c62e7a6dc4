import type { Principal } from '../platform/subgraph/principal.ts'
import type { RequestScope } from '../platform/subgraph/requestScope.ts'

/** What is known of one operation. All subgraphs of this process serve it in the same scope. */
export type GatewayContext = {
  principal: Principal
  scope: RequestScope
  transport: 'http' | 'ws' | 'process'
  /** Says that nobody waits for the answer any more. */
  signal?: AbortSignal | undefined
}
