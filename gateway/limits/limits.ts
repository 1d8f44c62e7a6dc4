import { httpLimits, type HttpLimits } from '../../platform/http/httpLimits.ts'
import { socketLimits, type SocketLimits } from '../../platform/websocket/socketLimits.ts'
import { trafficLimits, type TrafficLimits } from './trafficLimits.ts'

/** What the gateway accepts. It refuses operations and messages beyond these limits. */
export type GatewayLimits = {
  /** The largest body of an HTTP request; a larger body is a 413. */
  maxBodyBytes: number
  /** The largest document, in GraphQL tokens. */
  maxTokens: number
  /** The longest name in a document, in characters. */
  maxNameLength: number
  /** Errors that are reported about one document. */
  maxDocumentErrors: number
  /** Operations and fragments of one document. */
  maxDefinitions: number
  /** Pairs of fields with the same place in the answer, which validation compares with each other. */
  maxComparedPairs: number
  /** Fields that one operation may select, each fragment counted wherever it is spread. */
  maxSelections: number
  /** Fields that a query may select at its root. */
  maxRootFields: number
  /** Fields that a mutation may select at its root. */
  maxMutations: number
  /** Aliases of one operation. */
  maxAliases: number
  /** Fields of introspection that give lists; what clients usually ask for has nine. */
  maxIntrospectionLists: number
  /** Levels of selections. */
  maxDepth: number
  /** Objects that one operation may give, as estimated from its page sizes and lists. */
  maxNodes: number
  /** Scalars that one operation may give, estimated in the same way. */
  maxLeaves: number
  /** Values in the variables of one operation, including those in objects and lists. */
  maxVariableValues: number
  /** Errors that are reported about the variables of one operation. */
  maxVariableErrors: number
  /** The time limit of a subgraph for one fetch of a query; then the fields of the fetch are null. */
  subgraphTimeoutMs: number
  /** The time limit of a subgraph for one root field of a mutation; then the outcome is unknown. */
  mutationTimeoutMs: number
  /** The bound of the cache of compiled operations, as estimated memory. */
  maxOperationBytes: number
  /** Events of one subscription that wait for a slow client; beyond it they are read again later, from the log. */
  maxQueuedEvents: number
  /** Retries in a row of a lost upstream before the subscription ends. */
  maxResumes: number
  /** The longest pause between two retries; the first pause is at most 50 ms, and each bound doubles. */
  maxResumePauseMs: number
  /** How long requests in progress may go on when the gateway stops. */
  drainMs: number
  /** The limits of one WebSocket. */
  sockets: SocketLimits
  /** The limits of HTTP connections and of what waits in them. */
  http: HttpLimits
  /** How much may happen at once and in a minute. */
  traffic: TrafficLimits
}

export const gatewayLimits: GatewayLimits = {
  maxBodyBytes: 5 * 1024 * 1024,
  maxTokens: 15_000,
  maxNameLength: 200,
  maxDocumentErrors: 20,
  maxDefinitions: 1_000,
  maxComparedPairs: 10_000,
  maxSelections: 10_000,
  maxRootFields: 100,
  maxMutations: 1_000,
  maxAliases: 2_000,
  maxIntrospectionLists: 30,
  maxDepth: 50,
  maxNodes: 50_000,
  maxLeaves: 500_000,
  maxVariableValues: 20_000,
  maxVariableErrors: 20,
  subgraphTimeoutMs: 10_000,
  mutationTimeoutMs: 60_000,
  maxOperationBytes: 64 * 1024 * 1024,
  maxQueuedEvents: 256,
  maxResumes: 20,
  maxResumePauseMs: 2_000,
  drainMs: 5_000,
  sockets: socketLimits,
  http: httpLimits,
  traffic: trafficLimits,
}
