import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { askForData, type GraphAddress } from '../../../../support/askGraph.ts'

const eventSchema = z.object({
  interactionFeed: z.object({
    cursor: z.string(),
    replayed: z.boolean(),
    interaction: z.object({ id: z.string(), revision: z.number() }).nullable(),
  }),
})
const acknowledged = z.object({
  acknowledgeFeed: z.object({ userErrors: z.array(z.object({ code: z.string() })) }),
})

export type SocketEvent = { id: string; revision: number; cursor: string; replayed: boolean }

export type GivenToMember = { group: string; member: string; filter?: Record<string, unknown> }

/** graphql-ws no longer listens when it closes a socket that is still connecting, which `ws` reports as an error. */
class ListenedSocket extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols)
    this.on('error', () => undefined)
  }
}

/** A member of a group over a WebSocket of its own, to one address. It ends when the socket or the subscription ends. */
export function openSocketMember(
  address: GraphAddress,
  given: GivenToMember,
  {
    onEvent,
    onPosition,
  }: {
    /** An event with an interaction. The next one waits for it. */
    onEvent: (event: SocketEvent) => Promise<void>
    /** The session has begun. */
    onPosition: () => void
  },
) {
  const { url, key } = typeof address === 'string' ? { url: address, key: null } : address
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: ListenedSocket,
    retryAttempts: 0,
    ...(key !== null && { connectionParams: { authorization: `Bearer ${key}` } }),
  })
  async function follow(): Promise<string> {
    const query = `subscription ($group: String, $member: String, $filter: FeedFilter) {
      interactionFeed(group: $group, member: $member, filter: $filter) { cursor replayed interaction { id revision } } }`
    try {
      for await (const { data, errors } of client.iterate({ query, variables: given })) {
        if (errors?.[0]) return String(errors[0].extensions?.['code'])
        const { cursor, replayed, interaction } = eventSchema.parse(data).interactionFeed
        if (interaction) await onEvent({ ...interaction, cursor, replayed })
        else onPosition()
      }
      return 'COMPLETE'
    } catch (error) {
      return Array.isArray(error) ? JSON.stringify(error) : 'LOST'
    }
  }
  return {
    ended: follow(),
    /** Acknowledge; gives the code of the user error, null without one, or why there was no answer. */
    async acknowledge(cursor: string): Promise<{ code: string | null } | { lost: string }> {
      const mutation = `mutation ($input: AcknowledgeFeedInput!) {
        acknowledgeFeed(input: $input) { userErrors { code } } }`
      const { group, member } = given
      try {
        const answer = await askForData(acknowledged, address, mutation, { input: { group, member, cursor } })
        return { code: answer.acknowledgeFeed.userErrors[0]?.code ?? null }
      } catch (error) {
        return { lost: String(error) }
      }
    },
    /** Does not wait for the server, which may be paused. */
    close: () => client.terminate(),
  }
}
