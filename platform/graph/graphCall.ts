import type { DocumentNode, ExecutionResult } from 'graphql'
import type { Principal } from '../subgraph/principal.ts'
import type { RequestScope } from '../subgraph/requestScope.ts'

/** Calls a graph (a subgraph, or the gateway), in process or over HTTP. Rejects only when it cannot be reached. */
export type GraphCall = (request: {
  query: string
  /** The parsed query, where the caller has it. */
  document?: DocumentNode | undefined
  variables: Record<string, unknown>
  principal: Principal
  scope: RequestScope
  /** Stops waiting for another process, which may still finish its work. */
  signal?: AbortSignal | undefined
}) => Promise<ExecutionResult<Record<string, unknown>>>
