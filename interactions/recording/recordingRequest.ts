import type { GraphQLResolveInfo } from 'graphql'
import { selectsField } from '../../platform/graph/selectsField.ts'
import type { SubgraphRequest } from '../../platform/subgraph/requestScope.ts'

/** A request to record something for a customer. */
export type RecordingRequest = SubgraphRequest & {
  /** Whether the caller selects `resolution`. Otherwise identity is not asked for it, so it costs nothing. */
  selectsResolution?: boolean
}

export function recordingRequest(
  { principal, scope }: SubgraphRequest,
  info: GraphQLResolveInfo,
): RecordingRequest {
  return { principal, scope, selectsResolution: selectsField(info, 'resolution') }
}
