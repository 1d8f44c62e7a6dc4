import { createAcknowledger } from './acknowledger.ts'
import type { Change } from './change.ts'
import { createConnection } from './connection/createConnection.ts'
import { pause } from './connection/pause.ts'
import { feedDocument } from './documents.ts'
import { FollowError } from './followError.ts'
import { followStream } from './followStream.ts'
import type { FeedOptions } from './options.ts'
import { createSeen } from './seen.ts'
import { createMemoryStore } from './stores/memoryStore.ts'

/** Elo ends the subscription of a member that is busy with one change for 60 seconds. */
const isBusyMs = 50_000
/** How long the end waits for acknowledgements. */
const longestFlushMs = 2_000

/**
 * Everything that happens with all customers, each change exactly once and in order, over lost connections, stopped
 * gateways and restarts of the caller. A change counts as handled when the next one is asked for: then its position is
 * stored, or it is acknowledged to its group. A change at which the caller leaves the loop comes again in the next run.
 * Ends when the signal is aborted; throws a FollowError when the graph refuses for good.
 *
 * Without a stored position the first change is the POSITION where the feed began. With `group` there is none.
 */
export async function* followFeed<Shown = object>(
  options: FeedOptions<Shown>,
): AsyncGenerator<Change<Shown>, void, void> {
  const { filter = null, start = 'now', group, member } = options
  if ((group === undefined) !== (member === undefined))
    throw new TypeError('group, member: expected both or none, got one')
  if (group !== undefined && options.store)
    throw new TypeError('store: expected none with a group, whose position Elo keeps')
  const { store = createMemoryStore() } = options
  const document = feedDocument(options.selection)
  const ending = new AbortController()
  const connection = createConnection({ ...options, signal: ending.signal })
  const { seen, cursor: stored } = createSeen(await store.load())
  let cursor = stored ?? (typeof start === 'string' ? null : start.after)
  const acknowledger =
    group !== undefined && member !== undefined ? createAcknowledger(connection, group, member) : null
  /** Whether the handling of a change took so long that Elo has ended the subscription. */
  let wasBusy = false

  // What was handled is acknowledged first, because a cursor counts only as long as its subscription.
  const onAbort = () => void flush().then(() => ending.abort())
  async function flush(): Promise<void> {
    await Promise.race([acknowledger?.flush(), pause(longestFlushMs, ending.signal)])
  }
  const isAborted = () => options.signal?.aborted === true
  if (isAborted()) return
  options.signal?.addEventListener('abort', onAbort)

  /** Whether a member was ended because it was busy. What it was given is given again. */
  function isToResume(error: unknown): boolean {
    const wasEnded = wasBusy && error instanceof FollowError && error.code === 'CONFLICT'
    if (wasEnded) wasBusy = false
    return wasEnded
  }

  const stream = followStream<Shown>({
    connection,
    document,
    field: 'interactionFeed',
    variables: () => ({ after: cursor, filter, group: group ?? null, member: member ?? null }),
    isToResume,
  })
  try {
    for await (const { change: raw, errors } of stream) {
      const { change: kind, interaction } = raw
      if (isAborted()) return
      if (kind === 'POSITION' && (acknowledger || cursor !== null)) continue
      const isRepeat = raw.replayed === true && interaction && seen.has(interaction.id, interaction.revision)
      if (interaction) seen.add(interaction.id, interaction.revision)
      const position = acknowledger ? null : seen.positionAt(raw.cursor)
      const change = { ...raw, position, errors }
      const givenAt = performance.now()
      if (!isRepeat) yield* flushingUnlessHandled(change)
      wasBusy ||= acknowledger !== null && performance.now() - givenAt > isBusyMs
      cursor = raw.cursor
      acknowledger?.handled(raw.cursor)
      if (position !== null) await store.save?.(position, isRepeat ? null : change)
    }
  } finally {
    options.signal?.removeEventListener('abort', onAbort)
    ending.abort()
  }

  async function* flushingUnlessHandled(change: Change<Shown>): AsyncGenerator<Change<Shown>, void, void> {
    let isHandled = false
    try {
      yield change
      isHandled = true
    } finally {
      if (!isHandled) await flush()
    }
  }
}
