import { socketLimits, type SocketLimits } from '../../platform/websocket/socketLimits.ts'

/** What the gateway takes on before it refuses. */
export type GatewayLimits = {
  /** The largest body of an HTTP request; a larger one is a 413. */
  maxBodyBytes: number
  /** The largest text of an operation, in tokens of GraphQL. */
  maxTokens: number
  /** How many fields one operation may select, each fragment counted wherever it is spread. */
  maxSelections: number
  /** How many fields a query may select at its root. */
  maxRootFields: number
  /** How many changes one mutation may ask for. */
  maxMutations: number
  /** How many fields of an operation may have another name. */
  maxAliases: number
  /** How many selections may lie in one another. */
  maxDepth: number
  /** How many objects one operation may give at most, as estimated from its page sizes and lists. */
  maxNodes: number
  /** How many scalars, as estimated the same way. */
  maxLeaves: number
  /** How many values the variables of one operation may have, those within objects and lists included. */
  maxVariableValues: number
  /** How many errors are told of the variables of one operation. */
  maxVariableErrors: number
  /** How long a subgraph has for one fetch of a query; after that its fields are null. */
  subgraphTimeoutMs: number
  /** How long a subgraph has for one change; after that nobody knows whether it was recorded. */
  mutationTimeoutMs: number
  /** How much memory the operations that are kept ready may take, as estimated. */
  maxOperationBytes: number
  /** How many events of one subscription wait for a slow reader before they are read again later. */
  maxQueuedEvents: number
  /** How often in a row a lost upstream is tried again before the subscription ends. */
  maxResumes: number
  /** The longest pause between two of those tries; the first is 50 ms, each next one twice as long. */
  maxResumePauseMs: number
  /** How long a request that is being answered may go on when the gateway stops. */
  drainMs: number
  /** Of one WebSocket. */
  sockets: SocketLimits
}

export const gatewayLimits: GatewayLimits = {
  maxBodyBytes: 5 * 1024 * 1024,
  maxTokens: 60_000,
  maxSelections: 10_000,
  maxRootFields: 100,
  maxMutations: 1_000,
  maxAliases: 2_000,
  maxDepth: 50,
  maxNodes: 50_000,
  maxLeaves: 500_000,
  maxVariableValues: 100_000,
  maxVariableErrors: 20,
  subgraphTimeoutMs: 10_000,
  mutationTimeoutMs: 60_000,
  maxOperationBytes: 64 * 1024 * 1024,
  maxQueuedEvents: 256,
  maxResumes: 20,
  maxResumePauseMs: 2_000,
  drainMs: 5_000,
  sockets: socketLimits,
}
