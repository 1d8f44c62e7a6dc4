import { percentile } from '../measure/table.ts'

/** Measure the p99 of the delay of subscribers alone and beside slow ones, in turn; medians of the rounds. */
export async function measureSlowConsumers({
  rounds,
  delays,
  connect,
  connectSlow,
  pauseSlow,
  disconnect,
}: {
  rounds: number
  delays: () => Promise<Record<string, number>>
  connect: () => Promise<unknown>
  connectSlow: () => Promise<unknown>
  pauseSlow: () => Promise<unknown>
  disconnect: () => Promise<unknown>
}): Promise<Record<string, number>> {
  const alone: number[] = []
  const beside: number[] = []
  const p99 = async () => (await delays())['p99 ms'] ?? NaN
  for (let round = 0; round < rounds; round += 1) {
    await connect()
    alone.push(await p99())
    await connectSlow()
    await pauseSlow()
    beside.push(await p99())
    await disconnect()
  }
  const median = (values: number[]) => percentile(values, 50)
  return {
    'p99 ms without': median(alone),
    'p99 ms with': median(beside),
    ratio: median(beside.map((each, round) => each / (alone[round] ?? NaN))),
  }
}
