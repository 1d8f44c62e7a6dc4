import { type ChaosClient, startChaosClient } from './clients/chaosClient.ts'
import { type FeedClient, startFeedClient } from './clients/feedClient.ts'
import { type GroupClient, startGroupClient } from './clients/groupClient.ts'
import type { ResumingClient } from './clients/resumingClient.ts'
import type { Cluster, Keys } from './cluster/cluster.ts'
import type { Acknowledged } from './oracle.ts'
import { customerCount, type Disruption, followerCount, writerCount } from './schedule.ts'
import { createGraphCaller, type GraphCaller } from './writers/graphCaller.ts'
import { createWriter, type Writer } from './writers/createWriter.ts'
import { identifyCustomer } from './writers/mutations.ts'

/** A message that a writer knows, with what the next version of its source is. */
export type WrittenMessage = { id: string; number: string; phone: string; version: number; edits: number }

/** The customers, writers and clients of one schedule. */
export type World = {
  /** Unique in the run; the first part of every number. */
  name: number
  customers: { id: string; phone: string }[]
  writers: Writer[]
  /** Delivers to the intake as Chatwoot does. */
  chatwoot: Writer
  /** Those that follow a customer. */
  followers: ChaosClient[]
  feed: FeedClient
  group: GroupClient
  /** The followers, then the feed. */
  clients: ResumingClient[]
  messages: WrittenMessage[]
  acknowledged: Acknowledged[]
  /** What writers were refused that they should not have been. */
  refused: string[]
  /** How many messages, merges and unmerges were begun. */
  messageCount: number
  /** Further messages are left out, so that every history is one page. */
  maxMessages: number
  graph: { writer: GraphCaller; reader: GraphCaller; limited: GraphCaller }
  cluster: Cluster
  disrupt: (disruption: Disruption, whileCutOff: () => Promise<void>) => Promise<void>
  close(): Promise<void>
}

/**
 * The first follower follows the first customer, the second one the second; the last one sees one department. The feed
 * and the consumer group are open from the beginning.
 */
export async function createWorld(given: {
  name: number
  cluster: Cluster
  keys: Keys
  disrupt: World['disrupt']
}): Promise<World> {
  const { cluster, keys, name } = given
  const urls = () => cluster.gatewayUrls()
  const graph = {
    writer: createGraphCaller({ key: keys.writer, urls }),
    reader: createGraphCaller({ key: keys.reader, urls }),
    limited: createGraphCaller({ key: keys.limited, urls }),
  }
  const refused: string[] = []
  const customers = await Promise.all(
    Array.from({ length: customerCount }, async (_, at) => {
      const phone = `+55119${60_000_000 + name * customerCount + at}`
      const input = { identifiers: [{ type: 'PHONE', value: phone }] }
      const answer = await graph.writer.read(identifyCustomer.schema, identifyCustomer.query, { input })
      return { phone, id: answer.identifyCustomer.customer.id }
    }),
  )
  const gatewayPorts = () => urls().map((url) => Number(new URL(url).port))
  const followers = await Promise.all(
    Array.from({ length: followerCount }, (_, at) =>
      startChaosClient({
        customerId: customers[at % 2]?.id ?? '',
        graph: at === followerCount - 1 ? graph.limited : graph.reader,
        gatewayPorts,
      }),
    ),
  )
  const isOwn = (summary: string) => summary.startsWith(`#${name}.`)
  const feed = await startFeedClient({ graph: graph.writer, gatewayPorts, isOwn })
  await feed.subscribe('WEBSOCKET')
  const group = await startGroupClient({
    ...{
      name: `group-${name}`,
      customerIds: customers.map(({ id }) => id),
      graph: graph.writer,
      gatewayPorts,
    },
    databaseUri: cluster.database.uri,
  })
  const clients = [...followers, feed]
  const newWriter = () => createWriter((reason) => void refused.push(reason))
  const writers = Array.from({ length: writerCount }, newWriter)
  return {
    ...{
      name,
      customers,
      writers,
      chatwoot: newWriter(),
      followers,
      feed,
      group,
      clients,
      refused,
      graph,
      cluster,
    },
    ...{ messages: [], acknowledged: [], messageCount: 0, maxMessages: 70 },
    disrupt: given.disrupt,
    async close() {
      await Promise.all([...clients, group].map((client) => client.close()))
    },
  }
}
