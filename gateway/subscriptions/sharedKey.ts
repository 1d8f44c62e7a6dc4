import type { PlanNode } from '@apollo/query-planner'
import { canonicalJson } from '../../platform/lang/canonicalJson.ts'
import type { RequestCall } from '../../platform/subgraph/audit/requestCall.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { subgraphNames } from '../../platform/subgraph/schemaFiles.ts'
import type { AnswerObject } from '../execution/answerData.ts'

/** What makes subscribers of one compiled operation equal. */
export type SharedKeys = {
  /** Equal for subscribers who get the same events. */
  rightsKey: string
  /** Equal for subscribers whose reads are the same entry of the audit trail as well. */
  callerKey: string
}

/**
 * The keys of a subscriber. All of the principal counts except its id: its kind, its scopes and its rows decide what it
 * sees. The id counts too where an event does more than deliver: where it reads customers, which the audit trail notes
 * for the caller, or asks a subgraph that is not Elo's own and may answer each caller in its own way.
 */
export function sharedKeys(
  { id, scopes, ...rights }: Principal,
  variables: AnswerObject,
  { operation, reason }: Pick<RequestCall, 'operation' | 'reason'>,
  isForOneCaller: boolean,
): SharedKeys {
  const equal = { ...rights, scopes: [...scopes].sort(), variables }
  const callerKey = canonicalJson({ ...equal, id, operation, reason })
  return { callerKey, rightsKey: isForOneCaller ? callerKey : canonicalJson(equal) }
}

const ownSubgraphs: ReadonlySet<string> = new Set(subgraphNames)

/** Whether the events of a subscription may be for one caller only; see `sharedKeys`. */
export function isForOneCaller(subgraph: string, rest: PlanNode | undefined): boolean {
  return !ownSubgraphs.has(subgraph) || (rest !== undefined && readsForCaller(rest))
}

function readsForCaller(node: PlanNode): boolean {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some(readsForCaller)
    case 'Flatten':
      return readsForCaller(node.node)
    case 'Fetch': {
      const isOfInteractions = node.requires?.every(
        (required) => required.kind === 'InlineFragment' && required.typeCondition !== 'Customer',
      )
      return !ownSubgraphs.has(node.serviceName) || isOfInteractions !== true
    }
    case 'Condition':
    case 'Defer':
      return true
  }
}
