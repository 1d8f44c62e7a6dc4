import type { Server } from '../measure/startServer.ts'
import { percentile } from '../measure/table.ts'

/** What one write cost: its median time, and CPU time of the server, in ms. */
type WriteCost = { ms: number; cpuMs: number }

/** Write in turn while others are connected and while they are not; medians of the rounds. */
export async function measureWriteCosts({
  server,
  write,
  writes,
  rounds,
  connect,
  disconnect,
}: {
  server: Server
  write: () => Promise<void>
  /** In each half of a round. */
  writes: number
  rounds: number
  connect: () => Promise<unknown>
  disconnect: () => Promise<unknown>
}): Promise<Record<string, number>> {
  const alone: WriteCost[] = []
  const watched: WriteCost[] = []
  await writeOften(server, write, writes)
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await writeOften(server, write, writes))
    await connect()
    watched.push(await writeOften(server, write, writes))
    await disconnect()
  }
  const median = (values: number[]) => percentile(values, 50)
  const ratio = (of: (cost: WriteCost) => number) =>
    median(watched.map((cost, round) => of(cost) / of(alone[round] ?? cost)))
  return {
    'ms without': median(alone.map(({ ms }) => ms)),
    'ms with': median(watched.map(({ ms }) => ms)),
    ratio: ratio(({ ms }) => ms),
    'CPU ms without': median(alone.map(({ cpuMs }) => cpuMs)),
    'CPU ms with': median(watched.map(({ cpuMs }) => cpuMs)),
    'CPU ratio': ratio(({ cpuMs }) => cpuMs),
  }
}

async function writeOften(server: Server, write: () => Promise<void>, writes: number): Promise<WriteCost> {
  const cpuBefore = await server.cpuMs()
  const times: number[] = []
  for (let number = 0; number < writes; number += 1) {
    const sentAt = performance.now()
    await write()
    times.push(performance.now() - sentAt)
  }
  return { ms: percentile(times, 50), cpuMs: ((await server.cpuMs()) - cpuBefore) / writes }
}
