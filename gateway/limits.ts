import { socketLimits, type SocketLimits } from '../platform/socketLimits.ts'

/** What the gateway takes on before it says no. */
export type GatewayLimits = {
  /** The largest body of an HTTP request; a larger one is a 413. */
  maxBodyBytes: number
  /** How many fields one operation may select, each fragment counted wherever it is spread. */
  maxSelections: number
  /** How long a subgraph has for one fetch; after that its fields are null. */
  subgraphTimeoutMs: number
  /** How many characters the texts of the queries, and of the subscriptions, may have together that keep their plan. */
  maxPlanCharacters: number
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
  maxSelections: 10_000,
  subgraphTimeoutMs: 10_000,
  maxPlanCharacters: 1_000_000,
  maxQueuedEvents: 256,
  maxResumes: 20,
  maxResumePauseMs: 2_000,
  drainMs: 5_000,
  sockets: socketLimits,
}
