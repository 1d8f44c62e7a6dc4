import { setTimeout } from 'node:timers/promises'
import type { Server } from '../measure/startServer.ts'
import type { Subscribers } from './startSubscribers.ts'

/** Connect idle subscribers, then send them events for some minutes, and measure the memory of the server all along. */
export async function measureMemory({
  server,
  subscribers,
  idle,
  minutes,
  record,
  connect,
}: {
  server: Server
  subscribers: Subscribers
  idle: number
  minutes: number
  /** Record something that every subscriber gets. */
  record: () => Promise<void>
  connect: (sockets: number) => Promise<unknown>
}): Promise<Record<string, number>> {
  const warmUp = 200
  await connect(warmUp)
  const before = await server.memoryBytes()
  const ofEach = async () => ((await server.memoryBytes()) - before) / idle / 1024
  await connect(idle)
  const figures: Record<string, number> = { 'kB for each': await ofEach() }
  for (let minute = 1; minute <= Math.ceil(minutes); minute += 1) {
    const endsAt = performance.now() + Math.min(1, minutes) * 60_000
    let events = 0
    while (performance.now() < endsAt) {
      const [arrived, pause] = [subscribers.ask({ do: 'await', frames: warmUp + idle }), setTimeout(1_000)]
      await record()
      await Promise.all([arrived, pause])
      events += 1
    }
    figures[`kB after minute ${minute} and its ${events} events`] = await ofEach()
  }
  return figures
}
