import { z } from 'zod'
import { askGraph } from '../command/askGraph.ts'

/** Of a customer: the ids of the messages, oldest first, and the cursor after them. */
export type History = { messages: string[]; streamCursor: string }

const pageSchema = z.object({
  customer: z.object({
    history: z.object({
      streamCursor: z.string(),
      nodes: z.array(z.object({ __typename: z.string(), id: z.string() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
})

const query = `query ($id: ID!, $after: String) {
  customer(id: $id) {
    history(first: 100, after: $after) {
      streamCursor nodes { __typename id } pageInfo { hasNextPage endCursor }
    }
  }
}`

/**
 * The ids of the messages of a customer, oldest first, and the cursor with which a stream goes on after them. The last page
 * is of one snapshot, and what is on the pages before it does not change.
 */
export async function readHistory(url: string, id: string): Promise<History> {
  const messages: string[] = []
  let after: string | null = null
  for (;;) {
    const page: z.infer<typeof pageSchema> = await askGraph(url, pageSchema, query, { id, after })
    const { nodes, pageInfo, streamCursor } = page.customer.history
    messages.push(...nodes.filter(({ __typename }) => __typename === 'Message').map((node) => node.id))
    if (!pageInfo.hasNextPage) return { messages, streamCursor }
    after = pageInfo.endCursor
  }
}
