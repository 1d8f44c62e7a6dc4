import { z } from 'zod'
import { createModel, type Model } from '../model.ts'
import type { GraphCaller } from '../writers/graphCaller.ts'
import { eventSchema } from './historyDocuments.ts'
import { openStream } from './openStream.ts'
import { type ResumingClient, startResumingClient } from './resumingClient.ts'

/** A client of the feed over all customers, which keeps what is about the messages of one schedule. */
export type FeedClient = ResumingClient & { model: Model }

const query = `subscription ($after: String) {
  interactionFeed(after: $after) { change cursor replayed interaction { id revision kind summary } }
}`
const resultSchema = z.object({ interactionFeed: eventSchema.and(z.object({ replayed: z.boolean() })) })

export async function startFeedClient({
  graph,
  gatewayPorts,
  isOwn,
}: {
  graph: GraphCaller
  gatewayPorts: () => number[]
  /** Whether a message with this text is one of the schedule. */
  isOwn: (summary: string) => boolean
}): Promise<FeedClient> {
  const model = createModel([])
  const subscription = { key: graph.key, query, variables: {} }
  const client = await startResumingClient({
    subscription,
    gatewayPorts,
    begin: () => readBeginning({ ...{ subscription, gatewayPorts } }),
    handle(data) {
      const { interactionFeed: event } = resultSchema.parse(data)
      const { interaction, replayed } = event
      // What comes a second time is marked, and changes nothing that is newer.
      const isKnown = interaction !== null && (model.revisionOf(interaction.id) ?? 0) >= interaction.revision
      if (!(replayed && isKnown) && (!interaction || isOwn(interaction.summary))) model.apply(event)
      return Promise.resolve(event.cursor)
    },
  })
  return { ...client, model }
}

/** The cursor of the present, as the first event of a feed has it. */
async function readBeginning(given: {
  subscription: { key: string; query: string; variables: Record<string, unknown> }
  gatewayPorts: () => number[]
}): Promise<string> {
  for (let attempt = 1; attempt <= 600; attempt += 1) {
    const ports = given.gatewayPorts()
    const cursor = await readFirstCursor(given.subscription, ports[attempt % ports.length] ?? 0)
    if (cursor !== null) return cursor
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the feed gave no first event')
}

function readFirstCursor(
  subscription: { key: string; query: string; variables: Record<string, unknown> },
  port: number,
): Promise<string | null> {
  return new Promise((resolve) => {
    const stream = openStream('WEBSOCKET', {
      ...{ port, subscription, after: null },
      onResult({ data }) {
        stream.close()
        resolve(data ? resultSchema.parse(data).interactionFeed.cursor : null)
      },
      onEnd: () => resolve(null),
    })
  })
}
