import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { type IdentityGraph, mail, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

let next = 10_000_000
const newPhone = () => `+55119${(next += 1)}`
const missing = newId('cus')

async function newCustomer(name?: string): Promise<string> {
  const { customer } = await graph.identify([phone(newPhone())], name === undefined ? {} : { name })
  return customer?.id ?? ''
}

async function mergedCustomer(): Promise<{ ids: string[]; telephone: string }> {
  const [telephone, address] = [newPhone(), `person${next}@example.com`]
  const { customer: older } = await graph.identify([mail(address)], { name: 'Ana' })
  const { customer: younger } = await graph.identify([phone(telephone)])
  await graph.merge(older?.id ?? '', younger?.id ?? '')
  return { ids: [older?.id ?? '', younger?.id ?? ''], telephone }
}

describe('customer', () => {
  it('is one command, whole and of several profiles', async () => {
    const { ids } = await mergedCustomer()

    expect(await graph.commandsOf(() => graph.customer(ids[1] ?? ''))).toEqual(['aggregate'])
  })

  it('is null when there is none', async () => {
    expect(await graph.customer(missing)).toBeNull()
  })

  it.each(['', 'cus_', 'cus_1', '42', newId('int'), `${newId('cus')} `])(
    'refuses the malformed id "%s"',
    async (id) => {
      await expect(graph.customer(id)).rejects.toMatchObject({
        message: `id: expected cus_…, got ${JSON.stringify(id)}`,
        extensions: { code: 'BAD_USER_INPUT' },
      })
    },
  )
})

describe('customerByIdentifier', () => {
  it('is one command, whole and of several profiles', async () => {
    const { ids, telephone } = await mergedCustomer()

    expect(await graph.commandsOf(() => graph.byIdentifier('PHONE', telephone))).toEqual(['aggregate'])
    expect((await graph.byIdentifier('PHONE', telephone))?.profileIds).toEqual(ids)
  })

  it('is the only command of a request that refers to the customer again', async () => {
    const { ids, telephone } = await mergedCustomer()
    const scope = createRequestScope()
    const commands = await graph.commandsOf(async () => {
      await graph.ask(
        'query ($identifier: IdentifierInput!) { customerByIdentifier(identifier: $identifier) { profileIds } }',
        { identifier: phone(telephone) },
        scope,
      )
      await graph.ask(
        'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { id name profileIds } } }',
        { of: ids.map((profileId) => ({ __typename: 'Customer', profileId })) },
        scope,
      )
    })

    expect(commands).toEqual(['aggregate'])
  })

  it('is null for an unknown value and for one on the block list', async () => {
    expect(await graph.byIdentifier('PHONE', newPhone())).toBeNull()
    expect(await graph.byIdentifier('CPF', '00000000000')).toBeNull()
  })

  it.each([
    ['PHONE', 'not a number'],
    ['EMAIL', ''],
    ['INTERNAL_ID', 'x'.repeat(300)],
  ])('refuses the malformed %s "%s"', async (type, value) => {
    await expect(graph.byIdentifier(type, value)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  it('keeps equal values of different types apart', async () => {
    await graph.identify([{ type: 'TELEGRAM', value: '4242' }])

    expect(await graph.byIdentifier('INTERNAL_ID', '4242')).toBeNull()
  })
})

describe('customers', () => {
  type Page = {
    customers: {
      nodes: { id: string; name: string | null }[]
      edges: { cursor: string; node: { id: string } }[]
      pageInfo: {
        hasNextPage: boolean
        hasPreviousPage: boolean
        startCursor: string | null
        endCursor: string | null
      }
    }
  }
  const pageQuery = /* GraphQL */ `
    query ($filter: CustomerFilter, $first: Int, $after: String) {
      customers(filter: $filter, first: $first, after: $after) {
        nodes {
          id
          name
          identifiers {
            value
          }
        }
        edges {
          cursor
          node {
            id
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  `
  const page = async (variables: Record<string, unknown>) =>
    (await graph.ask<Page>(pageQuery, variables)).customers
  const idsOf = async (filter: Record<string, unknown>) => (await page({ filter })).nodes.map(({ id }) => id)

  it('are newest first, in pages that stay stable while customers are written and merged', async () => {
    const ids: string[] = []
    for (let index = 0; index < 7; index += 1) ids.push(await newCustomer('Página'))
    const filter = { name: 'pagina' }
    const first = await page({ filter, first: 3 })
    await newCustomer('Página')
    await graph.merge(ids[0] ?? '', ids[1] ?? '')
    const second = await page({ filter, first: 3, after: first.pageInfo.endCursor })
    const third = await page({ filter, first: 3, after: second.pageInfo.endCursor })

    expect([first, second, third].map(({ nodes }) => nodes.map(({ id }) => id))).toEqual([
      [ids[6], ids[5], ids[4]],
      [ids[3], ids[2], ids[0]],
      [],
    ])
    expect(first.edges.map(({ node }) => node.id)).toEqual(first.nodes.map(({ id }) => id))
    expect(
      [first, second, third].map(({ pageInfo }) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage]),
    ).toEqual([
      [false, true],
      [true, false],
      [true, false],
    ])
    expect(third.pageInfo).toMatchObject({ startCursor: null, endCursor: null })
  })

  it('are found by the beginnings of words of the name, whatever their case and accents', async () => {
    const [joao, joana, ana] = [
      await newCustomer('JOÃO  da Conceição'),
      await newCustomer('Joana Dark'),
      await newCustomer('Ana João'),
    ]
    expect(await idsOf({ name: 'joao' })).toEqual([ana, joao])
    expect(await idsOf({ name: 'Joã' })).toEqual([ana, joana, joao])
    expect(await idsOf({ name: 'joao da conceicao' })).toEqual([joao])
    expect(await idsOf({ name: 'ana j' })).toEqual([ana])
    expect(await idsOf({ name: 'j.*' })).toEqual([])
  })

  it('are found by the name of the customer, not of a profile beneath it', async () => {
    const [zeca, yuri] = [await newCustomer('Zeca'), await newCustomer('Yuri')]
    await graph.merge(zeca, yuri)
    expect([await idsOf({ name: 'zeca' }), await idsOf({ name: 'yuri' })]).toEqual([[], [zeca]])
    await graph.unmerge(zeca)
    expect([await idsOf({ name: 'zeca' }), await idsOf({ name: 'yuri' })]).toEqual([[zeca], [yuri]])
  })

  it('are found by a part of an identifier of any of their profiles', async () => {
    const { customer: older } = await graph.identify([phone('+5585987123465')], { name: 'Gil' })
    const { customer: younger } = await graph.identify([mail('gilberto.passos@example.com')])
    await graph.merge(older?.id ?? '', younger?.id ?? '')

    for (const identifier of ['3465', '98712-3465', '(85) 98712-3465', 'PASSOS@', 'Gilberto.P'])
      expect(await idsOf({ identifier })).toEqual([older?.id])
    expect(await idsOf({ identifier: '3465', name: 'gil' })).toEqual([older?.id])
    expect(await idsOf({ identifier: '3465', name: 'ana' })).toEqual([])
    expect(await idsOf({ identifier: 'gilbertoxpassos' })).toEqual([])
  })

  it('are one command, with and without a filter', async () => {
    for (const filter of [null, { name: 'ana' }, { identifier: 'example' }])
      expect(await graph.commandsOf(() => page({ filter }))).toEqual(['aggregate'])
  })

  it.each([
    [{ first: 0 }, 'BAD_USER_INPUT', 'first: expected 1 to 100, got 0'],
    [{ first: 101 }, 'BAD_USER_INPUT', 'first: expected 1 to 100, got 101'],
    [{ after: 'x' }, 'INVALID_CURSOR', 'after: expected a customers cursor as this field gave it, got "x"'],
    [
      { filter: { identifier: '12' } },
      'BAD_USER_INPUT',
      'filter.identifier: expected 3 to 255 characters, none of them a control character, got "12"',
    ],
    [
      { filter: { name: 'Maria\u0000' } },
      'BAD_USER_INPUT',
      'filter.name: expected 0 to 255 characters, none of them a control character, got "Maria\\u0000"',
    ],
  ])('refuse %j', async (variables, code, message) => {
    await expect(page(variables)).rejects.toMatchObject({ message, extensions: { code } })
  })

  it('refuse a name of more than 255 characters', async () => {
    await expect(page({ filter: { name: 'n'.repeat(256) } })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })
})
