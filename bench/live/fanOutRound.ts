import type { Server } from '../measure/startServer.ts'
import type { Subscribers } from './startSubscribers.ts'

/** What a contestant delivered. */
export type FanOut = {
  /** From the first event to the last frame. */
  framesPerSecond: number
  /** CPU time of the server for each frame. */
  cpuMicros: number
}

/** Begin `events` events one after the other, and wait until each subscriber has each. */
export async function measureFanOut({
  server,
  subscribers,
  send,
  events,
  expected,
}: {
  server: Server
  subscribers: Subscribers
  /** Begin an event. */
  send: () => Promise<void>
  events: number
  /** The number of subscribers. */
  expected: number
}): Promise<FanOut> {
  const cpuBefore = await server.cpuMs()
  const startedAt = performance.timeOrigin + performance.now()
  const arrived = subscribers.ask({ do: 'await', frames: events * expected })
  for (let event = 0; event < events; event += 1) await send()
  const { at } = await arrived
  const frames = events * expected
  return {
    framesPerSecond: (frames / (at - startedAt)) * 1_000,
    cpuMicros: (((await server.cpuMs()) - cpuBefore) / frames) * 1_000,
  }
}
