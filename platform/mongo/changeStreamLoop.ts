import { setTimeout } from 'node:timers/promises'
import { type BackOff, createBackOff } from '../async/backOff.ts'
import { createMetrics, type Metrics } from '../metrics/metrics.ts'
import type { Logger } from '../process/log/logger.ts'
import { isDatabaseUnavailable } from './mongoErrors.ts'
import { isPlaceLost, isUnsupported } from './openChangeStream.ts'
import { readingUntil } from './readDeadline.ts'

/** An open stream. `next` rejects when it is lost; it must then be closed. */
export type LoopStream<Change, Place> = {
  next: () => Promise<Change>
  /** Where it continues: after the last change that was given, or further on. */
  place: () => Place
  close: () => Promise<void>
}

/** Keeps one change stream of a process open. */
export type ChangeStreamLoop = {
  /** Open the stream, unless it is open, opening or stopped. */
  start: () => void
  /** Resolves when the first attempt to open the stream has ended, or after `stop`. */
  opened: () => Promise<void>
  isStopped: () => boolean
  /** Close the stream. May be called again. */
  stop: () => Promise<void>
}

const pollEveryMs = 500

/**
 * How often a stream is opened at the same place in vain, while the database answers, before it is given up. Some
 * failures repeat for ever at one place, e.g. a change that is larger than a message may be.
 */
const triesAtPlace = 5

/**
 * Reads a change stream, and opens it again when it is lost: at the place where it was lost, so that nothing is left
 * out. Only when that is impossible, because the oplog does not reach back or the collection was dropped, it begins at
 * the present, and `onBegin` is called: something may have been left out. `onBegin` is also called at the very
 * beginning. Where the server has no change streams, `onBegin` is called regularly, with null.
 */
export function createChangeStreamLoop<Change, Place>({
  present,
  open,
  onBegin,
  onChange,
  logger,
  name,
  metrics = createMetrics(),
  backOff = createBackOff(),
}: {
  /** The place of the present; null when the server has no change streams. */
  present: () => Promise<Place | null>
  open: (place: Place) => LoopStream<Change, Place>
  /** The stream begins here: what was written before may have been left out. */
  onBegin: (place: Place | null) => void
  onChange: (change: Change) => void
  logger: Logger
  /** What the stream is about, for the log. */
  name: string
  /** Where losses are counted; default nowhere. */
  metrics?: Metrics
  /** The pauses between attempts. */
  backOff?: BackOff
}): ChangeStreamLoop {
  const countLoss = metrics.counter({
    name: 'elo_change_streams_lost_total',
    help: 'How often a change stream was lost: continued where it was lost, or begun at the present.',
    labels: ['stream', 'continues'],
  })
  const stopping = new AbortController()
  let stream: LoopStream<Change, Place> | null = null
  let place: Place | null = null
  let failures = 0
  let running: Promise<void> | null = null
  let hasTried: () => void = () => undefined
  const firstTry = new Promise<void>((resolve) => {
    hasTried = resolve
  })

  async function poll(): Promise<void> {
    logger.warn(
      { event: 'change_streams_missing', stream: name, pollEveryMs },
      'the database has no change streams; polling',
    )
    hasTried()
    while (!stopping.signal.aborted) {
      await setTimeout(pollEveryMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      if (!stopping.signal.aborted) onBegin(null)
    }
  }

  /** Read one stream until it is lost; resolves when the server has none. */
  async function readStream(): Promise<void> {
    const continued = place
    const start = continued ?? (await present())
    if (start === null || stopping.signal.aborted) return
    place = start
    stream = open(start)
    hasTried()
    if (!continued) onBegin(start)
    while (!stopping.signal.aborted) {
      const change = await stream.next()
      place = stream.place()
      failures = 0
      backOff.reset()
      onChange(change)
    }
  }

  async function handleLoss(error: unknown): Promise<void> {
    failures = isDatabaseUnavailable(error) ? 0 : failures + 1
    const isLost = isPlaceLost(error) || failures >= triesAtPlace
    if (isLost) {
      place = null
      failures = 0
    }
    countLoss({ stream: name, continues: String(!isLost) })
    logger.warn(
      { event: 'change_stream_lost', stream: name, err: error, continues: !isLost },
      'the change stream was lost; opening it again',
    )
    await backOff.pause(stopping.signal)
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await readStream()
        if (!stopping.signal.aborted) return await poll()
      } catch (error) {
        if (stopping.signal.aborted) break
        hasTried()
        if (isUnsupported(error)) return await poll()
        // The server may have looked further than to the last change.
        place = stream?.place() ?? place
        await handleLoss(error)
      } finally {
        await stream?.close().catch(() => undefined)
        stream = null
      }
    }
    hasTried()
  }

  return {
    start() {
      // Without a deadline: the stream outlives the request that starts it.
      if (!stopping.signal.aborted) running ??= readingUntil(Infinity, run)
    },
    opened: () => firstTry,
    isStopped: () => stopping.signal.aborted,
    async stop() {
      stopping.abort()
      // Release whoever waits in `opened`.
      hasTried()
      // While it is opening it may wait for a database that does not answer, which must not hold up the stop.
      if (!stream) return
      await stream.close().catch(() => undefined)
      await running
    },
  }
}
