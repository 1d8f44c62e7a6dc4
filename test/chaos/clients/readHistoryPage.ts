import type { KnownInteraction } from '../model.ts'
import type { GraphCaller } from '../writers/graphCaller.ts'
import { pageQuery, pageSchema } from './historyDocuments.ts'

/** The whole history of a customer in one page, which is one snapshot. A longer one is a fault of the schedule. */
export async function readHistoryPage(
  graph: GraphCaller,
  customerId: string,
): Promise<{ nodes: KnownInteraction[]; streamCursor: string }> {
  const { customer } = await graph.read(pageSchema, pageQuery, { customerId })
  const { nodes, streamCursor, pageInfo } = customer.history
  if (pageInfo.hasNextPage) throw new Error('expected a history of one page, got more than 100 interactions')
  return { nodes, streamCursor }
}
