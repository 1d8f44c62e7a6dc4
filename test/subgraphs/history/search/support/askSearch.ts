import { expect } from 'vitest'
import { z } from 'zod'
import { asAgent, type History } from '../../support/startHistory.ts'

const query = `query ($text: String!, $filter: InteractionSearchFilter, $first: Int, $after: String) {
  searchInteractions(text: $text, filter: $filter, first: $first, after: $after) {
    edges { cursor snippet node { id } }
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    isComplete
  }
}`

const connectionSchema = z.object({
  edges: z.array(z.object({ cursor: z.string(), snippet: z.string(), node: z.object({ id: z.string() }) })),
  nodes: z.array(z.object({ id: z.string() })),
  pageInfo: z.object({
    hasNextPage: z.boolean(),
    hasPreviousPage: z.boolean(),
    startCursor: z.string().nullable(),
    endCursor: z.string().nullable(),
  }),
  isComplete: z.boolean(),
})

export type Search = {
  text: string
  filter?: Record<string, unknown>
  first?: number
  after?: string | null
}

/** Search as a client does: the answer with its errors. */
export function askSearch(history: History, given: Search, principal = asAgent) {
  return history.ask(query, given, principal)
}

/** A page of a search; fails when it is refused. */
export async function searchPage(history: History, given: Search, principal = asAgent) {
  const { data, errors } = await askSearch(history, given, principal)
  expect(errors).toBeUndefined()
  const { edges, nodes, pageInfo, isComplete } = connectionSchema.parse(data?.['searchInteractions'])
  expect(nodes).toEqual(edges.map(({ node }) => node))
  return {
    ids: nodes.map(({ id }) => id),
    cursors: edges.map(({ cursor }) => cursor),
    snippets: edges.map(({ snippet }) => snippet),
    ...pageInfo,
    isComplete,
  }
}

/** The ids of all pages of a search, newest first. */
export async function searchIds(history: History, given: Search, principal = asAgent): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof searchPage>> = await searchPage(
      history,
      { ...given, after },
      principal,
    )
    ids.push(...page.ids)
    if (!page.hasNextPage) return ids
    after = page.endCursor
  }
}
