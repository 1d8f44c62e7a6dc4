import type { Connection } from 'mongoose'
import { z } from 'zod'
import { createInteractionLog } from '../../interactions/log/interactionLog.ts'
import { systemClock } from '../../platform/process/clock.ts'
import { messageEntry } from '../writes/writtenMessage.ts'
import type { Subscribers } from './startSubscribers.ts'

const missed = 3

const statusSchema = z.object({
  metrics: z.object({
    commands: z.object({
      find: z.object({ total: z.coerce.number() }),
      aggregate: z.object({ total: z.coerce.number() }),
    }),
  }),
})

/** Break the connections of all subscribers, append to each log what they miss, and measure until they have it. */
export async function measureStorm({
  connection,
  subscribers,
  customerIds,
  returning,
}: {
  connection: Connection
  subscribers: Subscribers
  customerIds: readonly string[]
  /** The number of subscribers. */
  returning: number
}): Promise<Record<string, number>> {
  const log = createInteractionLog({ connection, clock: systemClock })
  async function reads(): Promise<number> {
    const status = await connection.getClient().db('admin').command({ serverStatus: 1 })
    const { find, aggregate } = statusSchema.parse(status).metrics.commands
    return find.total + aggregate.total
  }
  await subscribers.ask({ do: 'drop' })
  for (let number = 0; number < missed * customerIds.length; number += 1)
    await log.record(messageEntry(customerIds[number % customerIds.length] ?? '', 'storm', number))
  const readsBefore = await reads()
  const startedAt = performance.timeOrigin + performance.now()
  const { at } = await subscribers.ask({ do: 'resume', frames: returning * (1 + missed) })
  return {
    's until all have all': (at - startedAt) / 1_000,
    'customers at a position': customerIds.length,
    'reads of the database': (await reads()) - readsBefore,
  }
}
