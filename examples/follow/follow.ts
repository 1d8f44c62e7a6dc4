import { apply, type FollowedEvent, type Kept, type Model } from './model.ts'

/** An answer of `changes`. */
export type Changes<Shown extends Kept> = {
  events: readonly FollowedEvent<Shown>[]
  cursor: string
  hasMore: boolean
}

/** An event of the stream: LOG_JOINED says where to read the rest. */
export type StreamEvent<Shown extends Kept> = FollowedEvent<Shown> & { pageAfter?: string | undefined }

/**
 * Keep a model up to date by a stream that was opened after `model.cursor`, until the stream ends. `store` is given each
 * model; after an interruption call it again with the last one and a new stream.
 */
export async function follow<Shown extends Kept>(
  model: Model<Shown>,
  {
    events,
    changes,
    store,
  }: {
    events: AsyncIterable<StreamEvent<Shown>>
    /** `changes(customerId, after)` of the same customer, with the same filter. */
    changes: (after: string) => Promise<Changes<Shown>>
    store: (model: Model<Shown>) => Promise<void> | void
  },
): Promise<void> {
  let current = model
  for await (const event of events) {
    if (event.change === 'LOG_JOINED' && event.pageAfter !== undefined)
      current = await readJoined(current, event.pageAfter, changes)
    // The cursor of the stream, also after pages: it gives what came after the logs that joined.
    current = apply(current, [event])
    await store(current)
  }
}

/** The model with the logs that joined, which are the first events of `changes`. What is after them comes in the stream. */
export async function readJoined<Shown extends Kept>(
  model: Model<Shown>,
  pageAfter: string,
  changes: (after: string) => Promise<Changes<Shown>>,
): Promise<Model<Shown>> {
  let current = model
  for (let after = pageAfter, isMore = true; isMore;) {
    const { events, cursor, hasMore } = await changes(after)
    const beyond = events.findIndex(({ change }) => change !== 'JOINED')
    current = apply(current, beyond < 0 ? events : events.slice(0, beyond))
    after = cursor
    isMore = hasMore && beyond < 0
  }
  return current
}

/** The model with everything that `changes` gives after a cursor. */
export async function readPages<Shown extends Kept>(
  model: Model<Shown>,
  after: string,
  changes: (after: string) => Promise<Changes<Shown>>,
): Promise<Model<Shown>> {
  let current = model
  let page: Changes<Shown> = { events: [], cursor: after, hasMore: true }
  while (page.hasMore) {
    page = await changes(page.cursor)
    current = { ...apply(current, page.events), cursor: page.cursor }
  }
  return current
}
