/** What `@elo/follow` exports. It needs nothing but `fetch`, and a WebSocket where that transport is used. */
export { followCustomer } from './followCustomer.ts'
export { followFeed } from './followFeed.ts'
export { applyChange, emptyModel, type Model } from './model.ts'
export { createMemoryStore } from './stores/memoryStore.ts'
export { FollowError } from './followError.ts'
export type { Change, GraphError, Identified } from './change.ts'
export type {
  CustomerOptions,
  FeedOptions,
  FollowOptions,
  InterruptionReport,
  PositionStore,
  Transport,
} from './options.ts'
export type { Selection } from './selection.ts'
export type { WebSocketClass } from './connection/webSocketClass.ts'
