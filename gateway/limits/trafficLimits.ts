/**
 * How much may happen at once, and in a minute, in one gateway process. A principal is who signed in: its kind and its
 * id. The demo principal is everybody on this machine, so it has no budget, no rate and no bound of its own for
 * operations in progress.
 */
export type TrafficLimits = {
  /** Units of cost that one principal may cause in a minute; a principal that waited may cause as many at once. */
  costPerMinute: number
  /**
   * Characters in a second, from one principal, of documents that the process does not know, valid or not; ten times as
   * many at once after a pause. Each takes at most 2 microseconds of CPU time.
   */
  newCharactersPerSecond: number
  /** Queries and mutations in progress. */
  maxOperations: number
  /** Queries and mutations in progress for one principal. */
  maxOperationsOfPrincipal: number
  /** Open subscriptions, each counted by the cost of its root field: 1 for one customer, 20 for all customers. */
  maxSubscriptions: number
  /** Open subscriptions of one principal, counted in the same way. */
  maxSubscriptionsOfPrincipal: number
  /** Subscriptions that one principal may begin in a second; ten times as many at once after a pause. */
  subscriptionsPerSecond: number
  /** The same of one address. Behind a proxy all callers have its address. */
  subscriptionsPerSecondOfAddress: number
  /** Open WebSockets of one principal. */
  maxSocketsOfPrincipal: number
  /** WebSockets that one principal may open in a second; ten times as many at once after a pause. */
  socketsPerSecond: number
  /** The same of one address, whoever opens them. */
  socketsPerSecondOfAddress: number
}

export const trafficLimits: TrafficLimits = {
  costPerMinute: 1_000_000,
  newCharactersPerSecond: 100_000,
  maxOperations: 1_000,
  maxOperationsOfPrincipal: 250,
  maxSubscriptions: 25_000,
  maxSubscriptionsOfPrincipal: 12_000,
  subscriptionsPerSecond: 1_000,
  subscriptionsPerSecondOfAddress: 2_000,
  maxSocketsOfPrincipal: 12_000,
  socketsPerSecond: 200,
  socketsPerSecondOfAddress: 1_000,
}
