import { setTimeout } from 'node:timers/promises'
import type { Interaction } from '../../../interactions/interaction.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import { createBackOff } from '../../../platform/lang/backOff.ts'
import { readingUntil } from '../../../platform/mongo/readDeadline.ts'
import { type Changes, type ChangeSource, isUnsupported } from './changeSource.ts'

/** Who wants to know that something was written. None of these may throw or wait. */
export type Listener = {
  /** This was written, as it is now or as it was then. Calls for one log come in order of its positions. */
  heard(interaction: Interaction): void
  /** Something may have been written that was not heard: read the log. */
  missed(): void
  /** There will be no more. */
  stopped(): void
}

/** What a listener listens to. Whatever is committed after `follow` returned is heard or missed, never neither. */
export type Ear = {
  /** Listen to these logs, and to no others. */
  follow: (profileIds: Iterable<string>) => void
  /** Listen to all logs. */
  followAll: () => void
  /** Listen no longer. */
  close(): void
}

export type ChangeFanOut = {
  /** Begin to listen; the first listener opens the stream. A listener after `stop` is told at once. */
  listen(listener: Listener): Ear
  /**
   * Resolves when the stream is open, or polled for, or could not be opened yet and everybody will be told; also when
   * it was stopped before.
   */
  opened(): Promise<void>
  /** Close the stream and tell all listeners. May be called again. */
  stop(): Promise<void>
}

const pollEveryMs = 500

/**
 * The one change stream of a process, fanned out in memory by log. It is a changeFanOut: it may say nothing, say things
 * twice or start anew, and only the log is the truth. Whenever it was lost it is opened again from now on, and
 * everybody is told to read the log. Where the server has no change streams everybody is told so regularly.
 */
export function createChangeFanOut({ open, logger }: { open: ChangeSource; logger: Logger }): ChangeFanOut {
  const byProfile = new Map<string, Set<Listener>>()
  const ofAll = new Set<Listener>()
  const listeners = new Set<Listener>()
  const stopping = new AbortController()
  const backOff = createBackOff()
  let changes: Changes | null = null
  let running: Promise<void> | null = null
  let hasTried: () => void = () => undefined
  const firstTry = new Promise<void>((resolve) => {
    hasTried = resolve
  })

  function tell(interaction: Interaction): void {
    for (const listener of byProfile.get(interaction.profileId) ?? []) listener.heard(interaction)
    for (const listener of ofAll) listener.heard(interaction)
  }

  function tellMissed(): void {
    for (const listener of listeners) listener.missed()
  }

  async function poll(): Promise<void> {
    logger.warn(
      { event: 'change_streams_missing', pollEveryMs },
      'the database has no change streams; polling',
    )
    hasTried()
    while (!stopping.signal.aborted) {
      await setTimeout(pollEveryMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      tellMissed()
    }
  }

  /** Follow one stream until it is lost. */
  async function followOne(): Promise<void> {
    changes = await open()
    if (!changes) return poll()
    if (stopping.signal.aborted) return
    hasTried()
    tellMissed()
    while (!stopping.signal.aborted) {
      const interaction = await changes.next()
      backOff.reset()
      if (interaction) tell(interaction)
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await followOne()
      } catch (error) {
        if (stopping.signal.aborted) break
        hasTried()
        if (isUnsupported(error)) return poll()
        logger.warn(
          { event: 'change_stream_lost', err: error },
          'the change stream was lost; opening it again',
        )
        await backOff.pause(stopping.signal)
      } finally {
        await changes?.close().catch(() => undefined)
        changes = null
      }
    }
    hasTried()
  }

  return {
    listen(listener) {
      let followed: string[] = []
      const forget = () => {
        ofAll.delete(listener)
        for (const profileId of followed) {
          const others = byProfile.get(profileId)
          others?.delete(listener)
          if (others?.size === 0) byProfile.delete(profileId)
        }
      }
      listeners.add(listener)
      if (stopping.signal.aborted) listener.stopped()
      // The stream outlives the request that begins to listen first.
      else running ??= readingUntil(Infinity, run)
      return {
        follow(profileIds) {
          forget()
          followed = [...profileIds]
          for (const profileId of followed) {
            const others = byProfile.get(profileId) ?? new Set()
            byProfile.set(profileId, others.add(listener))
          }
        },
        followAll() {
          forget()
          ofAll.add(listener)
        },
        close() {
          forget()
          listeners.delete(listener)
        },
      }
    },
    opened: () => firstTry,
    async stop() {
      stopping.abort()
      // Whoever waits for a stream to open sees by its listener that there will be none.
      hasTried()
      for (const listener of listeners) listener.stopped()
      // Without a stream it may be waiting for a database that does not answer, and would hold up the stop.
      if (!changes) return
      await changes.close().catch(() => undefined)
      await running
    },
  }
}
