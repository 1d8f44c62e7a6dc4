import { z } from 'zod'
import type { HistoryEvent, KnownInteraction } from '../model.ts'
import { readSchemaFile } from '../../../platform/subgraph/schemaFiles.ts'

/** Whether streams deliver what a merge brings and an unmerge takes away. */
export const deliversJoined = readSchemaFile('api.graphql').includes('InteractionsLeft')

/** Only fields that the history subgraph owns, so that no other subgraph has to answer. */
const eventFields = `change cursor interaction { id revision kind summary } ... on InteractionHidden { interactionId }
  ${deliversJoined ? '... on InteractionsLeft { interactionIds } ... on LogJoined { pageAfter }' : ''}`

export const subscription = `subscription ($customerId: ID!, $after: String) {
  customerHistory(customerId: $customerId, after: $after) { ${eventFields} }
}`

export const changesQuery = `query ($customerId: ID!, $after: String!) {
  changes(customerId: $customerId, after: $after, first: 100) { events { ${eventFields} } cursor hasMore }
}`

export const pageQuery = `query ($customerId: ID!, $after: String) {
  customer(id: $customerId) {
    id
    history(first: 100, after: $after) {
      streamCursor nodes { id revision kind summary } pageInfo { hasNextPage endCursor }
    }
  }
}`

const interactionSchema: z.ZodType<KnownInteraction> = z.object({
  id: z.string(),
  revision: z.number(),
  kind: z.string(),
  summary: z.string(),
})

export const eventSchema: z.ZodType<HistoryEvent> = z.object({
  change: z.string(),
  cursor: z.string(),
  interaction: interactionSchema.nullable(),
  interactionId: z.string().optional(),
  interactionIds: z.array(z.string()).optional(),
  pageAfter: z.string().optional(),
})

export const pageSchema = z.object({
  customer: z.object({
    id: z.string(),
    history: z.object({
      streamCursor: z.string(),
      nodes: z.array(interactionSchema),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
})

export const changesSchema = z.object({
  changes: z.object({ events: z.array(eventSchema), cursor: z.string(), hasMore: z.boolean() }),
})

export const historyResult = z.object({ customerHistory: eventSchema.nullable() })
