import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createCustomerActs } from '../support/customerActs.ts'
import { addConversation, assignedTo, customerWith } from '../support/restrictedCallers.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
const { newCustomer, change, write } = createCustomerActs(() => graph)

const actors = ['7', '8', 'nobody']
const names = ['Ana Prado', 'Ana Lima', 'Bia Prado', 'Caio']
const tags = ['vip', 'late']
const departments = ['Sales', 'Support']
const dayOf = (number: number) => new Date(Date.UTC(2026, 0, 1 + (number % 20), 12))

/** The profiles with conversations that are assigned to each actor. */
const assigned = new Map<string, Set<string>>(actors.map((actor) => [actor, new Set<string>()]))

/** 60 customers, a third of them of two profiles, each assigned by either profile, by both or by none. */
beforeAll(async () => {
  graph = await startIdentity()
  for (let number = 0; number < 60; number += 1) {
    const customer = await newCustomer(names[number % names.length])
    const profiles = [customer]
    if (number % 3 === 0) {
      const other = await newCustomer(names[(number + 1) % names.length])
      await graph.merge(customer, other)
      profiles.push(other)
    }
    if (number % 4 < 2)
      await change('tagCustomer', { customer: { id: customer }, tags: tags.slice(number % 2) })
    for (const [index, profile] of profiles.entries()) {
      if ((number + index) % 5 < 3)
        await write(profile, 'EMAIL', {
          department: departments[(number + index) % 3] ?? null,
          occurredAt: dayOf(number + 7 * index),
        })
      const actor = actors[(number * 7 + index * 3) % 5]
      if (actor === undefined || actor === 'nobody') continue
      await addConversation(graph.connection, profile, number % 2 === 0 ? { person: actor } : { bot: actor })
      assigned.get(actor)?.add(profile)
    }
  }
})
afterAll(() => graph.stop())

type Page = {
  customers: {
    edges: { cursor: string; node: { id: string; profileIds: string[]; name: string; tags: string[] } }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  }
}

const query = `query ($filter: CustomerFilter, $first: Int, $after: String) {
  customers(filter: $filter, first: $first, after: $after) {
    edges { cursor node { id profileIds name tags identifiers { value } } }
    pageInfo { hasNextPage endCursor }
  }
}`

/** All edges that a caller gets, page by page. */
async function edgesFor(filter: object, first: number, caller?: Principal, start: string | null = null) {
  const edges: Page['customers']['edges'] = []
  let after = start
  for (;;) {
    const variables = { filter, first, after }
    const { customers } = await graph.ask<Page>(query, variables, createRequestScope(), caller)
    edges.push(...customers.edges)
    if (!customers.pageInfo.hasNextPage) return edges
    after = customers.pageInfo.endCursor
  }
}

const filters = fc.record(
  {
    name: fc.constantFrom('', 'ana', 'prado', 'lima an', 'zoe'),
    identifier: fc.constantFrom('5511', '+55', '999', '0000000'),
    tags: fc.subarray(tags),
    departments: fc.subarray(departments),
    lastContact: fc.constantFrom({ from: dayOf(3) }, { to: dayOf(12) }, { from: dayOf(2), to: dayOf(9) }),
  },
  { requiredKeys: [] },
)

describe('customers, page by page', () => {
  it('has for a caller with assigned customers what all callers get, without the others', async () => {
    const property = fc.asyncProperty(
      filters,
      fc.integer({ min: 1, max: 25 }),
      fc.constantFrom(...actors),
      fc.nat(),
      async (filter, first, actor, place) => {
        const all = await edgesFor(filter, 100)
        const mine = assigned.get(actor)
        const expected = all.filter(({ node }) => node.profileIds.some((id) => mine?.has(id)))
        expect(await edgesFor(filter, first, assignedTo(actor))).toEqual(expected)

        // A cursor of anybody is a place in the same list.
        const from = all[place % Math.max(all.length, 1)]
        if (!from) return
        const rest = all.slice(all.indexOf(from) + 1)
        expect(await edgesFor(filter, first, assignedTo(actor), from.cursor)).toEqual(
          rest.filter((edge) => expected.includes(edge)),
        )
      },
    )
    await fc.assert(property, { numRuns: 60 })
  })

  it('has for a customer themself or nothing', async () => {
    const all = await edgesFor({}, 100)
    const ids = all.flatMap(({ node }) => node.profileIds)
    const property = fc.asyncProperty(
      filters.map(({ tags: _, ...filter }) => filter),
      fc.constantFrom(...ids),
      async (filter, id) => {
        const found = await edgesFor(filter, 10)
        const isTheirs = ({ node }: (typeof all)[number]) => node.profileIds.includes(id)
        const expected = found.filter(isTheirs).map(({ node }) => ({ ...node, tags: [] }))
        const own = await edgesFor(filter, 1, customerWith(id))
        expect(own.map(({ node }) => node)).toEqual(expected)
      },
    )
    await fc.assert(property, { numRuns: 40 })
  })
})
