import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { allowMatrixOf } from './allowMatrix.ts'
import { principalsOf } from './principals.ts'
import { probes } from './probes.ts'
import { type Answer, startWholeGraph, type WholeGraph } from '../support/wholeGraph.ts'
import { itemsIn, pathIn, seeder, seedWorld, type World } from './world.ts'

let graph: WholeGraph
let world: World
beforeAll(async () => {
  graph = await startWholeGraph()
  world = await seedWorld(graph)
}, 60_000)
afterAll(() => graph.stop())

const anyId = /\b(?:cus|pro|cnv|int)_[0-9a-f]{8}-[0-9a-f-]{27}/gu

/** What an answer shows that the caller may not see; `given` is what the caller knew already. */
function leaksIn(answer: unknown, principal: Principal, given: readonly string[]): string[] {
  const text = JSON.stringify(answer)
  const { allowedIds, forbiddenWords } = allowMatrixOf(world, principal)
  const ids = [...text.matchAll(anyId)].map(([id]) => id)
  return [
    ...ids.filter((id) => !allowedIds.has(id) && !given.includes(id)),
    ...forbiddenWords.filter((word) => text.includes(word)),
  ]
}

/** The answer with one text in the place of the id that was asked for. */
function withoutId(answer: Answer, id: string): string {
  const bare = id.replace(/^\w+_/u, '')
  return JSON.stringify(answer).replaceAll(bare, 'asked')
}

describe('a caller', () => {
  it('gets what the rules allow, nothing else, and cannot tell the rest from what does not exist', async () => {
    const callers = principalsOf(world)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...callers),
        fc.constantFrom(...Object.entries(probes)),
        fc.nat(10_000),
        async (principal, [name, probe], pick) => {
          const matrix = allowMatrixOf(world, principal)
          const {
            ask,
            id,
            given = [],
            isVisible,
            wanted,
            found,
          } = probe({ graph, world, matrix, principal, pick })
          const answer = await ask(id)
          expect(leaksIn(answer, principal, [id, ...given]), name).toEqual([])
          if (isVisible) {
            if (wanted && found) expect([...found(answer)].sort(), name).toEqual([...wanted].sort())
            return
          }
          const unknown = id.replace(/_.*/u, `_${randomUUID()}`)
          expect(withoutId(answer, id), name).toBe(withoutId(await ask(unknown), unknown))
        },
      ),
      { numRuns: 1_000 },
    )
  }, 240_000)

  it('finds their customers in lists and searches, and nobody else', async () => {
    const query = `query ($filter: CustomerFilter, $after: String, $first: Int) { customers(filter: $filter, after: $after, first: $first) {
      nodes { id name identifiers { value } } pageInfo { hasNextPage endCursor } } }`
    for (const principal of principalsOf(world)) {
      const matrix = allowMatrixOf(world, principal)
      const wanted = world.customers.flatMap(({ profileIds: [id = ''] }, number) =>
        matrix.customer(number) ? [id] : [],
      )
      // Tags are the business's own: customers see none.
      const tags = world.customers.map((_, number) => `cnrytag${number}`)
      const filters = [{}, { name: 'cnryname' }, ...(principal.kind === 'CUSTOMER' ? [] : [{ tags }])]
      for (const filter of filters) {
        const ids: string[] = []
        for (let after: unknown = null; ;) {
          const answer = await graph.ask(principal, query, { filter, after, first: 4 })
          expect(leaksIn(answer, principal, [])).toEqual([])
          ids.push(...itemsIn(answer, 'data', 'customers', 'nodes').map((node) => String(pathIn(node, 'id'))))
          const page = pathIn(answer, 'data', 'customers', 'pageInfo')
          if (pathIn(page, 'hasNextPage') !== true) break
          after = pathIn(page, 'endCursor')
        }
        expect(ids.sort(), `${principal.id} ${JSON.stringify(filter)}`).toEqual([...wanted].sort())
      }
    }
  }, 240_000)

  it('finds a customer by a telephone only where they may see the customer', async () => {
    const query =
      'query ($value: String!) { customerByIdentifier(identifier: { type: PHONE, value: $value }) { id name } }'
    for (const principal of principalsOf(world)) {
      const matrix = allowMatrixOf(world, principal)
      for (const [number, { phones, profileIds }] of world.customers.entries()) {
        const answer = await graph.ask(principal, query, { value: phones[0] })
        const id = pathIn(answer, 'data', 'customerByIdentifier', 'id')
        expect(id ?? null, principal.id).toBe(matrix.customer(number) ? profileIds[0] : null)
        if (!matrix.customer(number))
          expect(answer).toEqual(await graph.ask(principal, query, { value: '+5511900000001' }))
      }
    }
  }, 240_000)

  it('finds nobody by a department or an identifier that they may not see', async () => {
    const query =
      'query ($filter: CustomerFilter) { customers(filter: $filter, first: 100) { nodes { id name } } }'
    for (const principal of principalsOf(world)) {
      const { departments } = principal.rows
      for (const department of ['Sales', 'Support', 'Finance']) {
        const answer = await graph.ask(principal, query, { filter: { departments: [department] } })
        expect(leaksIn(answer, principal, [])).toEqual([])
        if (departments && !departments.includes(department))
          expect(itemsIn(answer, 'data', 'customers', 'nodes'), principal.id).toEqual([])
      }
      const secret = world.customers[2]?.secrets[0] ?? ''
      const answer = await graph.ask(principal, query, { filter: { identifier: secret } })
      const matrix = allowMatrixOf(world, principal)
      const mayFind = principal.scopes.includes('pii:read') && matrix.customer(2)
      expect(itemsIn(answer, 'data', 'customers', 'nodes').length, principal.id).toBe(mayFind ? 1 : 0)
    }
  }, 240_000)
})

describe('a stream', () => {
  const events =
    'cursor __typename ... on InteractionRecorded { interaction { id summary } } ... on InteractionAmended { interaction { id summary } }'

  /** A message that everybody who sees the customer may see, to know that everything before it was delivered. */
  async function mark(customer: number): Promise<string> {
    const text = `cnrymark${randomUUID()}`
    const answer = await graph.ask(
      seeder,
      'mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { message { id } userErrors { message } } }',
      {
        input: {
          customer: { id: world.customers[customer]?.profileIds[0] },
          channel: 'EMAIL',
          ...{ text, actor: { kind: 'CUSTOMER' } },
        },
      },
    )
    const id = String(pathIn(answer, 'data', 'recordMessage', 'message', 'id'))
    world.interactions.push({ id, customer, department: null, isInternal: false, canary: text })
    return id
  }

  it('delivers what the rules allow, in order, and nothing else', async () => {
    for (const [index, principal] of principalsOf(world).entries()) {
      const number = index % world.customers.length
      const customerId = world.customers[number]?.profileIds[0] ?? ''
      const first = await graph.ask(
        seeder,
        `query ($id: ID!) { changes(customerId: $id, first: 1) { events { ${events} } } }`,
        { id: customerId },
      )
      const [beginning] = itemsIn(first, 'data', 'changes', 'events')
      const marker = await mark(number)
      const matrix = allowMatrixOf(world, principal)
      const client = await graph.connect(principal)
      client.subscribe(
        's',
        `subscription ($id: ID!, $after: String) { customerHistory(customerId: $id, after: $after) { ${events} } }`,
        { id: customerId, after: pathIn(beginning, 'cursor') },
      )
      const delivered: string[] = []
      for (;;) {
        const message = await client.next()
        expect(leaksIn(message, principal, [customerId])).toEqual([])
        const id = pathIn(message, 'payload', 'data', 'customerHistory', 'interaction', 'id')
        if (typeof id === 'string') delivered.push(id)
        if (message.type !== 'next' || id === marker) break
      }
      client.socket.terminate()
      const wanted = world.interactions
        .filter((each) => each.customer === number && matrix.interaction(each))
        .map(({ id }) => id)
        .filter((id) => id !== pathIn(beginning, 'interaction', 'id'))
      expect([...delivered].sort(), principal.id).toEqual(wanted.sort())
    }
  }, 240_000)

  it('of all customers delivers what the rules allow', async () => {
    const ofAll = principalsOf(world).filter(({ rows }) => rows.customers.which === 'ALL')
    for (const each of ofAll) {
      const principal = { ...each, scopes: [...each.scopes, 'feed:read'] }
      const marker = await mark(1)
      const client = await graph.connect(principal)
      client.subscribe(
        's',
        'subscription ($after: String) { interactionFeed(after: $after) { ... on FeedInteractionRecorded { interaction { id summary } } ... on FeedInteractionAmended { interaction { id summary } } } }',
        { after: world.feedStart },
      )
      const delivered = new Set<string>()
      for (;;) {
        const message = await client.next()
        expect(leaksIn(message, principal, [])).toEqual([])
        const id = pathIn(message, 'payload', 'data', 'interactionFeed', 'interaction', 'id')
        if (typeof id === 'string') delivered.add(id)
        if (message.type !== 'next' || id === marker) break
      }
      client.socket.terminate()
      const matrix = allowMatrixOf(world, principal)
      const wanted = world.interactions
        .filter((interaction) => matrix.interaction(interaction))
        .map(({ id }) => id)
      expect([...delivered].sort(), principal.id).toEqual(wanted.sort())
    }
  }, 240_000)
})
