import type { DocumentNode, ExecutionResult } from 'graphql'
import type { Principal } from '../subgraph/principal.ts'
import type { RequestScope } from '../subgraph/requestScope.ts'

/** Ask a graph - one subgraph, or all of them through the gateway - in process or over HTTP. Rejects only when it cannot be reached. */
export type GraphCall = (request: {
  query: string
  /** The query, parsed, where the caller has it. */
  document?: DocumentNode | undefined
  variables: Record<string, unknown>
  principal: Principal
  scope: RequestScope
  /** Gives up waiting for another process; what it does is not undone. */
  signal?: AbortSignal | undefined
}) => Promise<ExecutionResult<Record<string, unknown>>>
