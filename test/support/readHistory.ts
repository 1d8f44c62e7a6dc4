import { z } from 'zod'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import { demoPrincipal, type Principal } from '../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../platform/subgraph/requestScope.ts'
import { askGraph, type GraphAddress } from './askGraph.ts'
import {
  type ComparableCustomer,
  type ComparableInteraction,
  comparable,
  comparableParts,
  type RenderedCustomer,
} from './chatwoot/expectedHistory.ts'

const customersQuery = /* GraphQL */ `
  query ($after: String) {
    customers(first: 100, after: $after) {
      nodes {
        id
        identifiers {
          type
          value
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`

const historyQuery = /* GraphQL */ `
  query ($id: ID!, $after: String) {
    customer(id: $id) {
      history(first: 100, after: $after) {
        nodes {
          kind
          occurredAt
          visibility
          channel
          actor {
            kind
          }
          conversation {
            source {
              externalId
            }
          }
          ... on Message {
            text
            attachments {
              type
              transcript
            }
            deleted
            deliveryStatus
          }
          ... on Note {
            text
            attachments {
              type
              transcript
            }
            deleted
          }
          ... on Feedback {
            rating
            comment
          }
          ... on StatusChange {
            fromStatus: from
            toStatus: to
          }
          ... on Handoff {
            changed
            from {
              ...parts
            }
            to {
              ...parts
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
  fragment parts on Assignment {
    team {
      id: externalId
      name
    }
    person {
      id: externalId
      name
    }
    bot {
      id: externalId
      name
    }
  }
`

const pageInfoSchema = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })

const customersSchema = z.object({
  customers: z.object({
    nodes: z.array(
      z.object({ id: z.string(), identifiers: z.array(z.object({ type: z.string(), value: z.string() })) }),
    ),
    pageInfo: pageInfoSchema,
  }),
})

const assigneeSchema = z.object({ id: z.string(), name: z.string().nullable() }).nullable()
const assignmentSchema = z.object({ team: assigneeSchema, person: assigneeSchema, bot: assigneeSchema })

const commonSchema = z.object({
  occurredAt: z.string(),
  visibility: z.string(),
  channel: z.string().nullable(),
  actor: z.object({ kind: z.string() }),
  conversation: z.object({ source: z.object({ externalId: z.string() }).nullable() }).nullable(),
})
const contentSchema = commonSchema.extend({
  text: z.string().nullable(),
  attachments: z.array(z.object({ type: z.string(), transcript: z.string().nullable() })),
  deleted: z.boolean(),
})

const nodeSchema = z.discriminatedUnion('kind', [
  contentSchema.extend({ kind: z.literal('MESSAGE'), deliveryStatus: z.string().nullable() }),
  contentSchema.extend({ kind: z.literal('NOTE') }),
  commonSchema.extend({ kind: z.literal('FEEDBACK'), rating: z.number(), comment: z.string().nullable() }),
  commonSchema.extend({
    kind: z.literal('STATUS_CHANGE'),
    fromStatus: z.string().nullable(),
    toStatus: z.string(),
  }),
  commonSchema.extend({
    kind: z.literal('HANDOFF'),
    changed: z.array(z.enum(['TEAM', 'PERSON', 'BOT'])),
    from: assignmentSchema,
    to: assignmentSchema,
  }),
  z.object({ kind: z.literal('IDENTITY_CHANGE') }),
  z.object({ kind: z.literal('ACTION') }),
])

const historySchema = z.object({
  customer: z.object({ history: z.object({ nodes: z.array(nodeSchema), pageInfo: pageInfoSchema }) }),
})

const partNames = { TEAM: 'team', PERSON: 'person', BOT: 'bot' } as const

function partsOf(assignment: z.infer<typeof assignmentSchema>, changed: (keyof typeof partNames)[]) {
  return Object.fromEntries(changed.map((part) => [partNames[part], assignment[partNames[part]]]))
}

/** An interaction in the shape of expected.json; null for a kind that is not listed there. */
function render(node: z.infer<typeof nodeSchema>): ComparableInteraction | null {
  if (node.kind === 'IDENTITY_CHANGE' || node.kind === 'ACTION') return null
  const common = {
    occurredAt: node.occurredAt,
    kind: node.kind === 'STATUS_CHANGE' ? 'STATUS' : node.kind,
    actor: node.actor.kind,
    visibility: node.visibility,
    channel: node.channel,
    conversation: node.conversation?.source?.externalId ?? null,
  }
  switch (node.kind) {
    case 'MESSAGE':
    case 'NOTE': {
      const { text, attachments, deleted } = node
      const delivery = node.kind === 'MESSAGE' ? (node.deliveryStatus?.toLowerCase() ?? null) : null
      return {
        ...common,
        text,
        attachments: attachments.map(({ type, transcript }) => ({ type, transcript })),
        deleted,
        delivery,
      }
    }
    case 'FEEDBACK':
      return { ...common, rating: node.rating, comment: node.comment }
    case 'STATUS_CHANGE':
      return { ...common, from: node.fromStatus?.toLowerCase() ?? null, to: node.toStatus.toLowerCase() }
    case 'HANDOFF':
      return {
        ...common,
        from: comparableParts(partsOf(node.from, node.changed), false),
        to: comparableParts(partsOf(node.to, node.changed), true),
      }
  }
}

const answerSchema = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
})

/**
 * The whole history of all customers in the shape of `expectedHistory`, read through a graph: a call or an address.
 * Throws at the first error of the graph.
 */
export async function readHistory(
  graph: GraphCall | GraphAddress,
  principal: Principal = demoPrincipal,
): Promise<ComparableCustomer[]> {
  const send = (query: string, variables: Record<string, unknown>) =>
    typeof graph === 'function'
      ? graph({ query, variables, principal, scope: createRequestScope() })
      : askGraph(graph, query, variables)

  async function ask<Schema extends z.ZodType>(
    schema: Schema,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<z.infer<Schema>> {
    const { data, errors } = answerSchema.parse(await send(query, variables))
    if (errors?.[0]) throw new Error(`the graph answered: ${errors[0].message}`)
    return schema.parse(data)
  }

  async function interactionsOf(id: string): Promise<ComparableInteraction[]> {
    const interactions: ComparableInteraction[] = []
    for (let after: string | null = null; ;) {
      const answer: z.infer<typeof historySchema> = await ask(historySchema, historyQuery, { id, after })
      const { nodes, pageInfo } = answer.customer.history
      interactions.push(...nodes.map(render).filter((interaction) => interaction !== null))
      if (!pageInfo.hasNextPage) return interactions
      after = pageInfo.endCursor
    }
  }

  const customers: RenderedCustomer[] = []
  for (let after: string | null = null; ;) {
    const answer: z.infer<typeof customersSchema> = await ask(customersSchema, customersQuery, { after })
    const { nodes, pageInfo } = answer.customers
    for (const { id, identifiers } of nodes)
      customers.push({ identifiers, interactions: await interactionsOf(id) })
    if (!pageInfo.hasNextPage) return comparable(customers)
    after = pageInfo.endCursor
  }
}
