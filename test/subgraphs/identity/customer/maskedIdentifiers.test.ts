import { allRows } from '../../../../platform/subgraph/rows.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { type IdentityGraph, mail, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const partner: Principal = { kind: 'PARTNER', id: 'partner', scopes: ['customers:read'], rows: allRows }
const ask = (query: string, variables: object) =>
  graph.ask(query, { ...variables }, createRequestScope(), partner)

describe('a caller without pii:read', () => {
  it('sees of identifiers, present and given up, no more than their ends', async () => {
    const record = { type: 'INTERNAL_ID', value: 'erp-4711' }
    await graph.identify([record, mail('ana.mask@example.com')], { source: 'erp' })
    const { customer } = await graph.identify([record, mail('ana.new@example.com')], { source: 'erp' })
    const query = `query ($id: ID!) {
      customer(id: $id) {
        identifiers { value } profiles { identifiers { value } withdrawnIdentifiers { value } }
      }
    }`
    const shown = [{ value: `${'*'.repeat(13)}om`.padStart(19, '*') }, { value: '******11' }]
    expect(await ask(query, { id: customer?.id })).toEqual({
      customer: {
        identifiers: shown,
        profiles: [{ identifiers: shown, withdrawnIdentifiers: [{ value: `${'*'.repeat(18)}om` }] }],
      },
    })
  })

  it('cannot search by a part of an identifier, and finds who has one that it knows', async () => {
    await graph.identify([phone('+5511944440001')], { name: 'Ana Prado' })
    await expect(ask('{ customers(filter: { identifier: "4444" }) { nodes { id } } }', {})).rejects.toThrow(
      'filter.identifier: expected a caller with the scope pii:read',
    )
    const query = '{ customerByIdentifier(identifier: { type: PHONE, value: "+5511944440001" }) { name } }'
    expect(await ask(query, {})).toEqual({ customerByIdentifier: { name: 'Ana Prado' } })
  })

  it('finds by a name no customer whose name is masked, and the others', async () => {
    const names = [
      'Zeca Prado',
      'Zeca 11 98765-4321',
      'Zeca zeca@x.example',
      'zeca.prado',
      'Zeca ٣٣٣٣',
      'zeca_p',
    ]
    for (const [index, name] of names.entries())
      await graph.identify([phone(`+551194444100${index}`)], { name })
    const search = `query ($name: String) { customers(filter: { name: $name }) { nodes { name } pageInfo { hasNextPage } } }`
    const found = (name: string) => ask(search, { name })
    const nothing = { customers: { nodes: [], pageInfo: { hasNextPage: false } } }
    const plain = { customers: { nodes: [{ name: 'Zeca Prado' }], pageInfo: { hasNextPage: false } } }
    expect(await found('zeca')).toEqual(plain)
    expect(await found('prado zeca')).toEqual(plain)
    for (const part of ['98', '11', '٣', 'zeca@', 'example', 'zeca.'])
      expect(await found(part)).toEqual(nothing)
    const { customers } = z
      .object({ customers: z.object({ nodes: z.array(z.unknown()) }) })
      .parse(await graph.ask(search, { name: 'zeca' }))
    expect(customers.nodes).toEqual(names.toReversed().map((name) => ({ name })))
  })

  it('sees of a CPF and a CNPJ the middle', async () => {
    const { customer } = await graph.identify([
      { type: 'CPF', value: '111.444.777-35' },
      { type: 'CNPJ', value: '12.ABC.345/01DE-35' },
    ])
    expect(
      await ask('query ($id: ID!) { customer(id: $id) { identifiers { value } } }', { id: customer?.id }),
    ).toEqual({
      customer: { identifiers: [{ value: '**.ABC.345/****-**' }, { value: '***.444.777-**' }] },
    })
  })
})
