import type { ExecutionResult } from 'graphql'
import { z } from 'zod'

export const eventSchema = z.object({
  __typename: z.string(),
  change: z.enum([
    'POSITION',
    'RECORDED',
    'AMENDED',
    'HIDDEN',
    'JOINED',
    'LOG_JOINED',
    'LEFT',
    'ACCESS_LOST',
  ]),
  cursor: z.string(),
  interaction: z.object({ id: z.string(), kind: z.string(), revision: z.number() }).nullable(),
  customer: z.object({ profileId: z.string() }).nullish(),
  replayed: z.boolean().nullish(),
  interactionId: z.string().optional(),
  interactionIds: z.array(z.string()).optional(),
  count: z.number().optional(),
  pageAfter: z.string().optional(),
})
export type LiveEvent = z.infer<typeof eventSchema>

/** The fields of single types of `HistoryEvent`. */
export const historyDetails = `
  ... on InteractionHidden { interactionId }
  ... on InteractionsLeft { interactionIds }
  ... on LogJoined { count pageAfter }
`

export const historySubscription = `subscription ($customerId: ID!, $after: String, $filter: HistoryFilter) {
  customerHistory(customerId: $customerId, after: $after, filter: $filter) {
    __typename change cursor interaction { id kind revision } customer { profileId }
    ${historyDetails}
  }
}`

export const feedSubscription = `subscription ($after: String, $filter: FeedFilter) {
  interactionFeed(after: $after, filter: $filter) {
    __typename change cursor interaction { id kind revision } replayed ... on FeedInteractionHidden { interactionId }
  }
}`

/** The events of a subscription, one after the other. */
export function liveEvents(results: AsyncIterator<ExecutionResult<Record<string, unknown>>>) {
  async function next(): Promise<LiveEvent> {
    const result = await results.next()
    if (result.done) throw new Error('the subscription has ended')
    const { data, errors } = result.value
    if (!data) throw new Error(JSON.stringify(errors))
    const [event] = Object.values(data)
    return eventSchema.parse(event)
  }

  async function take(count: number): Promise<LiveEvent[]> {
    const events: LiveEvent[] = []
    while (events.length < count) events.push(await next())
    return events
  }

  /** All events up to the first that satisfies this, with it. */
  async function takeUntil(isLast: (event: LiveEvent) => boolean): Promise<LiveEvent[]> {
    const events = [await next()]
    for (let last = events[0]; last && !isLast(last); last = events.at(-1)) events.push(await next())
    return events
  }

  return { next, take, takeUntil, close: async () => void (await results.return?.()) }
}
