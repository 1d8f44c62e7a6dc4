import type { Change, GraphError } from './change.ts'
import { createConnection } from './connection/createConnection.ts'
import { customerDocuments } from './documents.ts'
import { FollowError } from './followError.ts'
import { followStream } from './followStream.ts'
import type { CustomerOptions } from './options.ts'
import type { RawChange } from './readChange.ts'
import { readPage } from './readPage.ts'
import { createMemoryStore } from './stores/memoryStore.ts'

/**
 * Everything that happens with one customer, each change exactly once and in order, over lost connections, stopped
 * gateways and restarts of the caller. A change counts as handled when the next one is asked for: then its position is
 * stored. A change at which the caller leaves the loop comes again in the next run. Ends after ACCESS_LOST and when the
 * signal is aborted; throws a FollowError when the graph refuses for good.
 *
 * With `start: 'now'` the first change is the POSITION where the stream began, so that what comes while the caller is
 * away is not missed.
 */
export async function* followCustomer<Shown = object>(
  options: CustomerOptions<Shown>,
): AsyncGenerator<Change<Shown>, void, void> {
  const { customerId, filter = null, start = 'beginning' } = options
  const { store = createMemoryStore() } = options
  const documents = customerDocuments(options.selection)
  const connection = createConnection(options)

  const stored = await store.load()
  let position = stored ?? (typeof start === 'string' ? null : start.after)

  async function move(cursor: string, change: Change<Shown> | null): Promise<void> {
    position = cursor
    await store.save?.(cursor, change)
  }

  async function* deliver(raw: RawChange<Shown>, errors: readonly GraphError[]) {
    const change: Change<Shown> = { ...raw, position: raw.cursor, errors }
    yield change
    await move(change.cursor, change)
  }

  /** What `changes` gives after the position. Whether the customer may still be seen. */
  async function* readPages(): AsyncGenerator<Change<Shown>, boolean, void> {
    for (;;) {
      const page = await readPage<Shown>(connection, documents.page, { customerId, filter, after: position })
      for (const event of page.events) yield* deliver(event, errorsOf(event, page.errors))
      if (page.events.at(-1)?.change === 'ACCESS_LOST') return false
      if (page.cursor !== position) await move(page.cursor, null)
      if (!page.hasMore) return true
    }
  }

  /** What the stream gives after the position, up to a log that is to be read by pages. Whether there is such a log. */
  async function* readStream(): AsyncGenerator<Change<Shown>, boolean, void> {
    const stream = followStream<Shown>({
      connection,
      document: documents.stream,
      field: 'customerHistory',
      variables: () => ({ customerId, filter, after: position }),
    })
    for await (const { change, errors } of stream) {
      if (change.change === 'LOG_JOINED' && change.pageAfter !== undefined) {
        await move(change.pageAfter, null)
        return true
      }
      // The POSITION of a stream that was resumed says nothing new.
      if (change.change !== 'POSITION' || position === null) yield* deliver(change, errors)
    }
    return false
  }

  try {
    let isToCopy = position === null && start === 'beginning'
    for (;;) {
      if (isToCopy && !(yield* readPages())) return
      // The stream goes on where the pages end, so it repeats nothing of them.
      isToCopy = yield* readStream()
      if (!isToCopy) return
    }
  } catch (error) {
    if (connection.signal.aborted) return
    // A right that was lost while the connection was away.
    if (!(error instanceof FollowError && error.code === 'NOT_FOUND') || position === null) throw error
    yield { change: 'ACCESS_LOST', cursor: position, position, interaction: null, customer: null, errors: [] }
  }
}

/** The errors of a page that are about one of its events. */
function errorsOf(event: RawChange<unknown>, errors: readonly GraphError[]): readonly GraphError[] {
  return event.interaction === null ? [] : errors
}
