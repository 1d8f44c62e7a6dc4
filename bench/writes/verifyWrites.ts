import type { Connection } from 'mongoose'
import { z } from 'zod'
import { interactionModel } from '../../interactions/log/interactionModel.ts'
import { askGraph } from '../../scripts/command/askGraph.ts'
import type { Writer } from './seedConversations.ts'
import { bareCollection, messageText } from './writtenMessage.ts'

const pageSchema = z.object({
  customerByIdentifier: z.object({
    history: z.object({
      nodes: z.array(z.object({ text: z.string().optional() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
})

const query = /* GraphQL */ `
  query ($phone: String!, $after: String) {
    customerByIdentifier(identifier: { type: PHONE, value: $phone }) {
      history(first: 100, after: $after) {
        nodes {
          ... on Message {
            text
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`

/**
 * Throws unless every acknowledged message is in its customer's history once, every append is in its log once without a
 * gap in the positions, every insert is there, and the documents have about the same size. Resolves with their sizes.
 */
export async function verifyWrites({
  url,
  connection,
  writers,
  profileIds,
  acknowledged,
}: {
  url: string
  connection: Connection
  writers: Writer[]
  profileIds: string[]
  /** How many were acknowledged, by the label of the load. */
  acknowledged: { messages: Map<string, number>; appends: Map<string, number>; inserts: number }
}): Promise<{ message: number; append: number; insert: number }> {
  for (const [index, { phone, firstText }] of writers.entries()) {
    const expected = [firstText, ...textsOf(acknowledged.messages, index, writers.length)]
    mustBeEqual(`the history of ${phone}`, await readTexts(url, phone), expected)
  }
  const model = interactionModel(connection)
  for (const [index, profileId] of profileIds.entries()) {
    const documents = await model.find({ profileId }, { seq: 1, summary: 1 }).sort({ seq: 1 }).lean()
    const expected = textsOf(acknowledged.appends, index, profileIds.length)
    mustBeEqual(
      `the log of ${profileId}`,
      documents.map(({ summary }) => summary),
      expected,
    )
    const last = documents.at(-1)?.seq ?? 0
    if (last !== documents.length) throw new Error(`${profileId}: ${documents.length} entries end at ${last}`)
  }
  const inserted = await connection.getClient().db().collection(bareCollection).countDocuments()
  if (inserted !== acknowledged.inserts)
    throw new Error(`${acknowledged.inserts} inserts were acknowledged, ${inserted} are there`)

  const sizes = {
    message: await meanSize(connection, 'interactions', { profileId: writers[0]?.customerId ?? '' }),
    append: await meanSize(connection, 'interactions', { profileId: profileIds[0] ?? '' }),
    insert: await meanSize(connection, bareCollection, {}),
  }
  const spread = Math.max(...Object.values(sizes)) / Math.min(...Object.values(sizes))
  if (spread > 1.1) throw new Error(`the documents differ in size: ${JSON.stringify(sizes)}`)
  return sizes
}

/** The texts of a customer's messages in all loads. Message n belongs to the customer with the number n modulo all. */
function textsOf(counts: Map<string, number>, customer: number, customers: number): string[] {
  return [...counts].flatMap(([label, count]) =>
    Array.from({ length: count }, (_, number) => number)
      .filter((number) => number % customers === customer)
      .map((number) => messageText(label, number)),
  )
}

async function readTexts(url: string, phone: string): Promise<string[]> {
  const texts: string[] = []
  let after: string | null = null
  for (;;) {
    const answer: z.infer<typeof pageSchema> = await askGraph(url, pageSchema, query, { phone, after })
    const { nodes, pageInfo } = answer.customerByIdentifier.history
    texts.push(...nodes.flatMap(({ text }) => text ?? []))
    if (!pageInfo.hasNextPage) return texts
    after = pageInfo.endCursor
  }
}

function mustBeEqual(what: string, found: string[], expected: string[]): void {
  const sortedFound = [...found].sort()
  const sortedExpected = [...expected].sort()
  const at = sortedExpected.findIndex((text, index) => text !== sortedFound[index])
  if (at >= 0 || found.length !== expected.length)
    throw new Error(
      `${what}: expected ${expected.length} texts, found ${found.length}; the first that differs is ${String(sortedExpected[at])}, found ${String(sortedFound[at])}`,
    )
}

async function meanSize(connection: Connection, collection: string, filter: object): Promise<number> {
  const [result] = await connection
    .getClient()
    .db()
    .collection(collection)
    .aggregate<{ size: number }>([
      { $match: filter },
      { $group: { _id: null, size: { $avg: { $bsonSize: '$$ROOT' } } } },
    ])
    .toArray()
  return Math.round(result?.size ?? 0)
}
