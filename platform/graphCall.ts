import type { ExecutionResult } from 'graphql'
import type { Principal } from './principal.ts'
import type { RequestScope } from './requestScope.ts'

/** Ask a graph - one subgraph, or all of them through the gateway - in process or over HTTP. Rejects only when it cannot be reached. */
export type GraphCall = (request: {
  query: string
  variables: Record<string, unknown>
  principal: Principal
  scope: RequestScope
}) => Promise<ExecutionResult<Record<string, unknown>>>
