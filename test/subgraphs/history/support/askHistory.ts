import { expect } from 'vitest'
import { z } from 'zod'
import { channels, type Interaction, interactionKinds } from '../../../../interactions/interaction.ts'
import { interactionModel, toInteraction } from '../../../../interactions/log/interactionModel.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { asAgent, type History } from './startHistory.ts'

const pageQuery = `query ($customer: _Any!, $first: Int, $after: String, $last: Int, $before: String, $filter: HistoryFilter) {
  _entities(representations: [$customer]) {
    ... on Customer {
      history(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
        edges { cursor node { id } }
        nodes { id }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        streamCursor
      }
    }
  }
}`

export const pageSchema = z.object({
  edges: z.array(z.object({ cursor: z.string(), node: z.object({ id: z.string() }) })),
  nodes: z.array(z.object({ id: z.string() })),
  pageInfo: z.object({
    hasNextPage: z.boolean(),
    hasPreviousPage: z.boolean(),
    startCursor: z.string().nullable(),
    endCursor: z.string().nullable(),
  }),
  streamCursor: z.string(),
})
const answerSchema = z.object({
  _entities: z.tuple([z.object({ history: pageSchema.nullable() })]),
})

export type Given = {
  first?: number
  after?: string
  last?: number
  before?: string
  filter?: Record<string, unknown>
}

/** Request a page of a customer. */
export async function ask(
  history: History,
  profileIds: string[] | null,
  given: Given = {},
  principal = asAgent,
) {
  const customer = { __typename: 'Customer', profileId: profileIds?.[0] ?? newId('cus'), profileIds }
  return history.ask(pageQuery, { customer, ...given }, principal)
}

/** A page of a customer; fails when there is none. */
export async function page(history: History, profileIds: string[], given: Given = {}, principal = asAgent) {
  const { data, errors } = await ask(history, profileIds, given, principal)
  expect(errors).toBeUndefined()
  const read = answerSchema.parse(data)._entities[0].history
  if (!read) throw new Error('no history')
  const { edges, nodes, pageInfo } = read
  expect(nodes).toEqual(edges.map(({ node }) => node))
  expect(pageInfo.startCursor).toBe(edges.at(0)?.cursor ?? null)
  expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null)
  return {
    ids: nodes.map(({ id }) => id),
    cursors: edges.map(({ cursor }) => cursor),
    hasNextPage: pageInfo.hasNextPage,
    hasPreviousPage: pageInfo.hasPreviousPage,
    streamCursor: read.streamCursor,
  }
}

export const minute = 60_000
export const start = Date.parse('2026-06-01T12:00:00.000Z')

/** A history over several profiles, in the order of a page. */
export async function recordHistory(
  history: History,
  profileIds: string[],
  count: number,
): Promise<Interaction[]> {
  for (let index = 0; index < count; index += 1) {
    const kind = interactionKinds[index % 3] ?? 'MESSAGE'
    await history.record(profileIds[index % profileIds.length] ?? '', {
      kind,
      // Not in the order of recording, and many at the same time.
      occurredAt: new Date(start + ((index * 7) % 5) * minute),
      channel: index % 4 === 3 ? null : (channels[index % 4] ?? null),
      department: index % 3 ? 'sales' : null,
      actor:
        index % 2
          ? { kind: 'HUMAN', id: index % 3 ? 'ana' : null, name: null }
          : { kind: 'AI', id: 'iris', name: null, ...(index % 3 && { model: `m-${index % 3}` }) },
      ...(index % 4 && { matter: { kind: index % 2 ? 'ORDER' : 'INVOICE', externalId: `${index % 3}` } }),
      visibility: kind === 'NOTE' || index % 5 === 0 ? 'INTERNAL' : 'PUBLIC',
    })
  }
  const documents = await interactionModel(history.connection)
    .find({ profileId: { $in: profileIds } })
    .lean()
  return documents
    .map(toInteraction)
    .sort(
      (one, other) => one.occurredAt.getTime() - other.occurredAt.getTime() || (one.id < other.id ? -1 : 1),
    )
}

/** The stages of all winning plans. */
export function stagesOf(plan: string): string[] {
  const winning = [...plan.matchAll(/"winningPlan":(.*?)"rejectedPlans"/gu)].map(([, stages]) => stages)
  const text = winning.length > 0 ? winning.join() : plan
  return [...new Set([...text.matchAll(/"stage":"(\w+)"/gu)].map(([, stage]) => stage ?? ''))].sort()
}
