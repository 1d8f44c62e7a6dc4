import type { Connection } from 'mongoose'
import { createInteractionLog } from '../../interactions/log/interactionLog.ts'
import { systemClock } from '../../platform/process/clock.ts'
import { percentile } from '../measure/table.ts'
import { messageEntry, messageText } from '../writes/writtenMessage.ts'
import type { Subscribers } from './startSubscribers.ts'

/** In ms, each from sending an append to the log. */
type Delays = {
  /** Until a bare change stream on the collection gives it. */
  bare: number[]
  /** Until each of its subscribers has it. */
  subscribers: number[]
}

const warmUp = 20
/** Of all measurements, so that no two entries of a run have the same key. */
let written = 0

/**
 * Append to the logs in turn, one after the other, from a process that is not Elo's, and measure when each entry
 * arrives. `each` is the number of subscribers of one log.
 */
export async function measureDelay({
  connection,
  subscribers,
  profileIds,
  each,
  events,
  characters = 0,
}: {
  connection: Connection
  subscribers: Subscribers
  profileIds: string[]
  each: number
  events: number
  /** By how many characters each text is longer than usual. */
  characters?: number
}): Promise<Record<string, number>> {
  const log = createInteractionLog({ connection, clock: systemClock })
  const changes = connection.getClient().db().collection('interactions').watch()
  // Opens it.
  await changes.tryNext()
  const now = () => performance.timeOrigin + performance.now()
  const delays: Delays = { bare: [], subscribers: [] }
  for (let number = -warmUp; number < events; number += 1) {
    const profileId = profileIds[(number + warmUp) % profileIds.length] ?? ''
    const arrived = subscribers.ask({ do: 'arrivals', frames: each })
    const given = changes.next().then(now)
    const sentAt = now()
    written += 1
    const text = `${messageText('delay', written)}${' bicicleta'.repeat(characters / 10)}`
    await log.record(messageEntry(profileId, 'delay', written, text))
    const givenAt = await given
    const { arrivals } = await arrived
    if (number < 0) continue
    delays.bare.push(givenAt - sentAt)
    delays.subscribers.push(...arrivals.map((at) => at - sentAt))
  }
  await changes.close()
  return figuresOf(delays)
}

function figuresOf({ bare, subscribers }: Delays): Record<string, number> {
  return {
    'median ms of a bare change stream': percentile(bare, 50),
    'median ms': percentile(subscribers, 50),
    ratio: percentile(subscribers, 50) / percentile(bare, 50),
    'p99 ms of a bare change stream': percentile(bare, 99),
    'p99 ms': percentile(subscribers, 99),
  }
}
