import { beforeEach, expect, it } from 'vitest'
import type { Interaction } from '../../../interactions/interaction.ts'
import { createLogger } from '../../../platform/process/logger.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { Subscriber } from '../../../subgraphs/history/changes/changeFanOut.ts'
import { feedCursor } from '../../../subgraphs/history/live/feedCursor.ts'
import { createInteractionFeed } from '../../../subgraphs/history/live/interactionFeed.ts'
import { interactionOf } from '../../interactions/interactionOf.ts'

const second = 1_000
const logger = createLogger({ level: 'silent', name: 'test' })

let now: number
/** In the order in which it was committed. */
let written: Interaction[]
let subscriber: Subscriber | null
let reads: number
/** What happens while the log is read for the so-manieth time, after what is read is settled. */
let whileReading: (read: number) => void

beforeEach(() => {
  now = Date.parse('2026-06-01T12:00:00.000Z')
  written = []
  subscriber = null
  reads = 0
  whileReading = () => undefined
})

/** Commit something that was changed so long ago. */
function write(ago = 0): Interaction {
  const interaction = interactionOf('cus_1', written.length + 1, { at: new Date(now - ago) })
  written.push(interaction)
  subscriber?.onChange(interaction)
  return interaction
}

function writeMany(count: number): void {
  for (let index = 0; index < count; index += 1) write()
}

const notAsked = async () => {
  throw new Error('not asked of a feed')
}

const interactionFeed = createInteractionFeed({
  log: {
    async readChangedAfter({ at, id }, limit) {
      const isAfter = ({ changedAt, id: other }: Interaction) =>
        changedAt > at || (changedAt.getTime() === at.getTime() && other > id)
      const page = written
        .filter(isAfter)
        .sort((one, other) => Number(one.changedAt) - Number(other.changedAt) || (one.id < other.id ? -1 : 1))
        .slice(0, limit)
      reads += 1
      whileReading(reads)
      return page
    },
    readAfter: notAsked,
    lastPositions: notAsked,
    readIdentityChanges: notAsked,
  },
  changeFanOut: {
    subscribe(given) {
      subscriber = given
      return { follow: () => undefined, followAll: () => undefined, close: () => undefined }
    },
    opened: async () => undefined,
    stop: async () => undefined,
  },
  clock: () => new Date(now),
  logger,
})

/** Go on from a time; gives a function that takes the next event. */
async function resumeAt(time: number) {
  const request = { principal: demoPrincipal, scope: createRequestScope() }
  const events = await interactionFeed({ after: feedCursor.encode({ at: time }) }, request)
  return async () => {
    const { value } = await events.next()
    if (!value) throw new Error('the feed has ended')
    return value
  }
}

it('gets on though at each reading more is written than can be heard', async () => {
  writeMany(300)
  whileReading = () => writeMany(300)
  const next = await resumeAt(now)
  const told = new Set<string | undefined>()
  while (told.size < 2_000) told.add((await next()).interaction?.id)
  expect(told.size).toBe(2_000)
})

it('gives what was committed late while a long replay went on, and was not heard', async () => {
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
  const told = new Set<string | undefined>()
  while (!told.has(late)) told.add((await next()).interaction?.id)
  while (told.size < written.length + 1) told.add((await next()).interaction?.id)
  expect(told).toEqual(new Set([undefined, ...written.map(({ id }) => id)]))
})

it('never leads a cursor past what is still to come', async () => {
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

it('does not take the clock of a writer that is fast for its own', async () => {
  const next = await resumeAt(now)
  await next()
  const coming = next()
  await new Promise(setImmediate)
  const heardAt = now
  write(-300 * second)
  write()
  now += 100 * second
  const { cursor, interaction } = await coming
  expect(interaction?.id).toBe(written[0]?.id)
  expect(feedCursor.decode(cursor, 'after')).toEqual({ at: heardAt })
})
