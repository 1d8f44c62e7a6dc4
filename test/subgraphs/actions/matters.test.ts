import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createActionsSubgraph } from '../../../subgraphs/actions/subgraph.ts'
import {
  at,
  byPhone,
  idOf,
  listOf,
  membersOf,
  openSubgraph,
  partner,
  type SubgraphUnderTest,
  type Variables,
} from '../../support/recordingSubgraphs.ts'

const order = { kind: 'ORDER', externalId: 'A-1' }
const invoice = { kind: 'INVOICE', externalId: 'A-1' }

let subgraph: SubgraphUnderTest

beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph)
})
afterAll(() => subgraph.stop())

const maria = byPhone('11 98765-4321')

function record(input: Variables) {
  const whole = { customer: maria, actor: { kind: 'SYSTEM' }, type: 'PAYMENT', ...input }
  return subgraph.mutate('recordAction', 'action { id }', whole)
}

function update(input: Variables) {
  return subgraph.mutate('updateAction', 'action { id }', input)
}

async function matterOf(answer: Record<string, unknown>): Promise<unknown> {
  expect(answer['userErrors']).toEqual([])
  const id = idOf(answer, 'action')
  return (await subgraph.log()).find((each) => each.id === id)?.matter
}

function faultsOf(answer: Record<string, unknown>): unknown[] {
  return listOf(answer['userErrors'])
    .map(membersOf)
    .map(({ code, field }) => [code, listOf(field).join('.')])
}

describe('the matter of an action', () => {
  it('is kept by a later version that leaves it out, and taken away by null', async () => {
    const version = (number: number, more: Variables) =>
      record({ source: { system: 'erp', externalId: 'p-1', version: number }, ...more })
    expect(await matterOf(await version(1, { matter: order }))).toEqual(order)
    expect(await matterOf(await version(2, { status: 'FAILED' }))).toEqual(order)
    expect(await matterOf(await version(3, { matter: invoice }))).toEqual(invoice)
    expect(await matterOf(await version(4, { matter: null }))).toBeUndefined()
  })

  it('is kept by an update that leaves it out, replaced by another, and taken away by null', async () => {
    const actionId = idOf(await record({ matter: order }), 'action')
    expect(await matterOf(await update({ actionId, status: 'IN_PROGRESS' }))).toEqual(order)
    expect(await matterOf(await update({ actionId, matter: invoice }))).toEqual(invoice)
    expect(await matterOf(await update({ actionId, matter: null }))).toBeUndefined()
    const { revision } = (await subgraph.log()).find(({ id }) => id === actionId) ?? {}
    await update({ actionId, matter: null })
    expect((await subgraph.log()).find(({ id }) => id === actionId)?.revision).toBe(revision)
  })

  it('is part of the content of an idempotency key', async () => {
    const actionId = idOf(await record({ idempotencyKey: 'a-1', matter: order }), 'action')
    expect(faultsOf(await record({ idempotencyKey: 'a-1', matter: invoice }))).toEqual([
      ['IDEMPOTENCY_CONFLICT', 'idempotencyKey'],
    ])
    await update({ actionId, idempotencyKey: 'u-1', matter: invoice })
    expect(faultsOf(await update({ actionId, idempotencyKey: 'u-1', matter: null }))).toEqual([
      ['IDEMPOTENCY_CONFLICT', 'idempotencyKey'],
    ])
    expect(await matterOf(await update({ actionId, idempotencyKey: 'u-1', matter: invoice }))).toEqual(
      invoice,
    )
  })

  it('is refused with a blank id or one that is too long', async () => {
    const actionId = idOf(await record({}), 'action')
    for (const send of [record, (input: Variables) => update({ actionId, ...input })]) {
      const faults = async (externalId: string) =>
        faultsOf(await send({ matter: { kind: 'ORDER', externalId } }))
      expect(await faults('')).toEqual([['REQUIRED', 'matter.externalId']])
      expect(await faults('x'.repeat(256))).toEqual([['TOO_LONG', 'matter.externalId']])
    }
  })

  it('finds it, page by page over all profiles, and only for those who may see it', async () => {
    const [one, two] = [byPhone('11 95555-0001'), byPhone('11 95555-0002')]
    for (const [seconds, input] of [
      [1, { customer: one, matter: order, externalReference: 'first' }],
      [2, { customer: two, matter: order, externalReference: 'second' }],
      [3, { customer: one, matter: invoice, externalReference: 'invoice' }],
      [4, { customer: one, matter: order, externalReference: 'hidden', visibility: 'INTERNAL' }],
      [5, { customer: two, externalReference: 'none' }],
      [6, { customer: two, matter: order, externalReference: 'failed', status: 'FAILED' }],
    ] as const)
      await record({ ...input, occurredAt: at(seconds) })
    const profileIds = [
      ...(await subgraph.profilesOf('11 95555-0001')),
      ...(await subgraph.profilesOf('11 95555-0002')),
    ]
    const read = async (given: string, principal = partner) => {
      const [customer] = await subgraph.entities(
        [{ __typename: 'Customer', profileId: profileIds[0], profileIds }],
        `... on Customer { actions(${given}) { nodes { externalReference } pageInfo { endCursor } } }`,
        principal,
      )
      const { nodes, pageInfo } = membersOf(membersOf(customer)['actions'])
      const references = listOf(nodes).map((node) => membersOf(node)['externalReference'])
      return { references, endCursor: String(membersOf(pageInfo)['endCursor']) }
    }
    const filter = 'filter: { matter: { kind: ORDER, externalId: "A-1" } }'
    const { references, endCursor } = await read(`first: 2, ${filter}`)
    expect(references).toEqual(['failed', 'second'])
    expect((await read(`first: 2, after: "${endCursor}", ${filter}`)).references).toEqual(['first'])
    const done = 'filter: { matter: { kind: ORDER, externalId: "A-1" }, statuses: [COMPLETED] }'
    expect((await read(done)).references).toEqual(['second', 'first'])
    const none = 'filter: { matter: { kind: ORDER, externalId: "a-1" } }'
    expect((await read(none)).references).toEqual([])
  })
})
