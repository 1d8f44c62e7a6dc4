import type { ExecutionResult } from 'graphql'
import { expect } from 'vitest'
import { z } from 'zod'
import type { Matter } from '../../../../interactions/matter.ts'
import {
  newConversation,
  type Conversation,
} from '../../../../subgraphs/conversations/conversation/conversation.ts'
import { createConversationStore } from '../../../../subgraphs/conversations/conversation/conversationStore.ts'
import { asAgent, type History } from '../support/startHistory.ts'

const query = `query ($customer: _Any!, $first: Int, $after: String, $filter: CustomerMatterFilter) {
  _entities(representations: [$customer]) {
    ... on Customer {
      matters(first: $first, after: $after, filter: $filter) {
        edges { cursor }
        nodes {
          matter { kind externalId } state lastTouch { at channel interaction { id } }
          interactionCount openConversationCount openActionCount openCommitmentCount
        }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  }
}`

const matterSchema = z.object({
  matter: z.object({ kind: z.string(), externalId: z.string() }),
  state: z.enum(['OPEN', 'SETTLED']),
  lastTouch: z.object({
    at: z.string(),
    channel: z.string().nullable(),
    interaction: z.object({ id: z.string() }).nullable(),
  }),
  interactionCount: z.number(),
  openConversationCount: z.number(),
  openActionCount: z.number(),
  openCommitmentCount: z.number(),
})

const answerSchema = z.object({
  _entities: z.tuple([
    z.object({
      matters: z.object({
        edges: z.array(z.object({ cursor: z.string() })),
        nodes: z.array(matterSchema),
        pageInfo: z.object({
          hasNextPage: z.boolean(),
          hasPreviousPage: z.boolean(),
          startCursor: z.string().nullable(),
          endCursor: z.string().nullable(),
        }),
      }),
    }),
  ]),
})

export type Given = { first?: number; after?: string; filter?: Record<string, unknown> | null }

export const order: Matter = { kind: 'ORDER', externalId: 'A-1' }
export const invoice: Matter = { kind: 'INVOICE', externalId: 'A-1' }
export const complaint: Matter = { kind: 'COMPLAINT', externalId: '77' }

/** Ask for the matters of a customer, as the gateway does. */
export function askMatters(
  history: History,
  profileIds: string[] | null,
  given: Given = {},
  principal = asAgent,
): Promise<ExecutionResult<Record<string, unknown>>> {
  const customer = { __typename: 'Customer', profileId: profileIds?.[0] ?? 'cus_x', profileIds }
  return history.ask(query, { customer, ...given }, principal)
}

/** A page of matters; fails when there is none. */
export async function readMatters(
  history: History,
  profileIds: string[],
  given: Given = {},
  principal = asAgent,
) {
  const { data, errors } = await askMatters(history, profileIds, given, principal)
  expect(errors).toBeUndefined()
  return answerSchema.parse(data)._entities[0].matters
}

/** Store a conversation of a profile as the conversations subgraph does; gives its id. */
export async function converse(
  history: History,
  profileId: string,
  fields: Partial<Conversation>,
): Promise<string> {
  const conversation = newConversation(profileId, 'WHATSAPP', new Date('2026-06-01T00:00:00.000Z'), fields)
  await createConversationStore(history.connection).insert(conversation)
  return conversation.id
}
