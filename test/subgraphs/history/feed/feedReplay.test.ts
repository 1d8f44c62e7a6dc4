import mongoose from 'mongoose'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Interaction } from '../../../../interactions/interaction.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { demoPrincipal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import type { Subscriber } from '../../../../subgraphs/history/changes/changeFanOut.ts'
import {
  createRecentChanges,
  type RecentChanges,
} from '../../../../subgraphs/history/changes/recentChanges.ts'
import { feedCursor } from '../../../../subgraphs/history/feed/feedCursor.ts'
import {
  createInteractionFeed,
  type InteractionFeed,
} from '../../../../subgraphs/history/feed/interactionFeed.ts'
import { interactionOf } from '../../../interactions/interactionOf.ts'

const second = 1_000
const logger = createLogger({ level: 'silent', name: 'test' })

let now: number
/** In the order of the commits. */
let written: Interaction[]
let subscriber: Subscriber | null
/** Holds about 250 changes; the oplog does not reach further back. */
let recent: RecentChanges
let interactionFeed: InteractionFeed
let reads: number
/** Called with the number of the read, after its result is determined and before it is returned. */
let whileReading: (read: number) => void

beforeEach(() => {
  now = Date.parse('2026-06-01T12:00:00.000Z')
  written = []
  subscriber = null
  reads = 0
  whileReading = () => undefined
  recent = createRecentChanges({ maxBytes: 128_000, now: () => now })
  recent.begin({
    token: null,
    time: new mongoose.mongo.Timestamp({ t: now / second, i: 1 }),
    collection: 'a',
  })
  interactionFeed = createFeed()
})

/** Commit an interaction whose `changedAt` is that many milliseconds ago. */
function write(ago = 0): Interaction {
  const interaction = interactionOf('cus_1', written.length + 1, { at: new Date(now - ago) })
  written.push(interaction)
  const time = { seconds: Math.floor(now / second), increment: written.length }
  recent.add({ time, id: interaction.id, revision: 1, isNew: true, interaction, bytes: 0 })
  subscriber?.onChange(interaction)
  return interaction
}

function writeMany(count: number): void {
  for (let index = 0; index < count; index += 1) write()
}

function createFeed(): InteractionFeed {
  return createInteractionFeed({
    log: {
      async readChangedAfter({ at, id }, limit) {
        const isAfter = ({ changedAt, id: other }: Interaction) =>
          changedAt > at || (changedAt.getTime() === at.getTime() && other > id)
        const page = written
          .filter(isAfter)
          .sort(
            (one, other) => Number(one.changedAt) - Number(other.changedAt) || (one.id < other.id ? -1 : 1),
          )
          .slice(0, limit)
        reads += 1
        whileReading(reads)
        return page
      },
    },
    changeFanOut: {
      recent,
      readMissed: async () => 'LOST',
      subscribe(given) {
        subscriber = given
        return { follow: () => undefined, followAll: () => undefined, close: () => undefined }
      },
      opened: async () => undefined,
    },
    identity: { findCustomer: async () => null, readTags: async () => null },
    clock: () => new Date(now),
    logger,
  })
}

/** Resume from a time; the result takes the next event. */
async function resumeAt(time: number) {
  const request = { principal: demoPrincipal, scope: createRequestScope() }
  const events = await interactionFeed({ after: feedCursor.encode({ at: time }) }, request)
  return async () => {
    const { value } = await events.next()
    if (!value) throw new Error('the feed has ended')
    return value
  }
}

describe('a replay of the feed', () => {
  it('continues although more is written during each read than its queue holds', async () => {
    writeMany(300)
    whileReading = () => writeMany(300)
    const next = await resumeAt(now)
    const delivered = new Set<string | undefined>()
    while (delivered.size < 2_000) delivered.add((await next()).interaction?.id)
    expect(delivered.size).toBe(2_000)
  })

  it('delivers what was committed late during a long replay and was not notified', async () => {
    writeMany(300)
    const began = now
    let late = ''
    whileReading = (read) => {
      if (read !== 2) return
      late = write(65 * second).id
      writeMany(300)
      now += 300 * second
      writeMany(1)
    }
    const next = await resumeAt(began)
    const delivered = new Set<string | undefined>()
    while (!delivered.has(late)) delivered.add((await next()).interaction?.id)
    while (delivered.size < written.length + 1) delivered.add((await next()).interaction?.id)
    expect(delivered).toEqual(new Set([undefined, ...written.map(({ id }) => id)]))
  })

  it('never advances a cursor past what is still to come', async () => {
    const began = now
    writeMany(200)
    whileReading = () => {
      now += 100 * second
      if (reads === 1) writeMany(400)
    }
    const next = await resumeAt(began)
    const cursors: number[] = []
    for (let index = 0; index < 300; index += 1)
      cursors.push(feedCursor.decode((await next()).cursor, 'after').at)
    expect(Math.max(...cursors)).toBe(began)
  })

  it('advances a cursor no further than its own clock when the clock of a writer is fast', async () => {
    const next = await resumeAt(now)
    await next()
    const coming = next()
    await new Promise(setImmediate)
    const notifiedAt = now
    write(-300 * second)
    write()
    now += 100 * second
    const { cursor, interaction } = await coming
    expect(interaction?.id).toBe(written[0]?.id)
    expect(feedCursor.decode(cursor, 'after')).toEqual({
      at: notifiedAt + 999,
      log: [notifiedAt / second, 1, 1],
      of: 'a',
    })
  })
})
