import type { Principal } from '../platform/subgraph/principal.ts'
import type { RequestScope } from '../platform/subgraph/requestScope.ts'

/** The context of one operation. All subgraphs of this process serve it in the same scope. */
export type GatewayContext = {
  principal: Principal
  scope: RequestScope
  transport: 'http' | 'sse' | 'multipart' | 'ws' | 'mcp' | 'process'
  /** Aborts when the caller no longer waits for the answer. */
  signal?: AbortSignal | undefined
  /** Whether that is so already. It costs less than the signal. Default: no. */
  isCancelled?: (() => boolean) | undefined
}
