import { z } from 'zod'
import { eventSchema, historyDetails, type LiveEvent } from './liveEvents.ts'
import { asAgent, type History } from './startHistory.ts'

const query = `query ($customerId: ID!, $after: String, $first: Int, $filter: HistoryFilter) {
  changes(customerId: $customerId, after: $after, first: $first, filter: $filter) {
    events {
      __typename change cursor interaction { id kind revision } customer { profileId }
      ${historyDetails}
    }
    cursor
    hasMore
  }
}`

const pageSchema = z.object({ events: z.array(eventSchema), cursor: z.string(), hasMore: z.boolean() })

export type Poll = { after?: string | null; first?: number; filter?: Record<string, unknown> }

/** Ask for `changes` as a client does: the answer with its errors. */
export function askChanges(history: History, customerId: string, given: Poll = {}, principal = asAgent) {
  return history.ask(query, { customerId, ...given }, principal)
}

/** One page of `changes`; throws when it is refused. */
export async function readChanges(
  history: History,
  customerId: string,
  given: Poll = {},
  principal = asAgent,
) {
  const { data, errors } = await askChanges(history, customerId, given, principal)
  if (errors?.[0]) throw errors[0]
  return pageSchema.parse(data?.['changes'])
}

/** A caller that asks for `changes` from time to time and stores each cursor. */
export function createPoller(history: History, customerId: string, from: string | null) {
  const events: LiveEvent[] = []
  let cursor = from

  /** Ask once; gives whether there is more. */
  async function poll(first: number): Promise<boolean> {
    const page = await readChanges(history, customerId, { after: cursor, first })
    events.push(...page.events)
    cursor = page.cursor
    return page.hasMore
  }

  return {
    events,
    cursor: () => cursor,
    poll,
    async pollToEnd(first: number): Promise<void> {
      while (await poll(first));
    },
  }
}
