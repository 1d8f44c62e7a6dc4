import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import type { NewInteraction } from '../../../interactions/interaction.ts'
import { interactionModel } from '../../../interactions/interactionModel.ts'
import { createInteractionLog } from '../../../interactions/interactionLog.ts'
import { factModel } from '../../../subgraphs/identity/attributes/factModel.ts'
import { openActionsIndex, openActionsOf } from '../../../subgraphs/identity/merge/mergePreviewStore.ts'
import { type Fault, type IdentityGraph, phone, pro, startIdentity } from './startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

let next = 10_000_000
const newPhone = () => `+55119${(next += 1)}`

async function newCustomer(name?: string): Promise<string> {
  const { customer } = await graph.identify([phone(newPhone())], name === undefined ? {} : { name })
  return customer?.id ?? ''
}

type Known = {
  tags: string[]
  attributes: {
    name: string
    type: string
    value: string
    source: string | null
    history: { value: string }[]
  }[]
  consents: { purpose: string; channel: string | null; decision: string; evidence: string | null }[]
}
const known = /* GraphQL */ `
  tags
  attributes {
    name
    type
    value
    source
    history {
      value
    }
  }
  consents {
    purpose
    channel
    decision
    evidence
  }
`

/** Do a mutation about a customer; gives him, or why not. */
async function change(mutation: string, input: object): Promise<{ customer: Known; userErrors: Fault[] }> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const answer = await graph.ask<Record<string, { customer: Known; userErrors: Fault[] }>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { customer { ${known} } userErrors { code field message } } }`,
    { input },
  )
  return answer[mutation] ?? { customer: { tags: [], attributes: [], consents: [] }, userErrors: [] }
}

async function knownOf(id: string): Promise<Known> {
  return (await graph.ask<{ customer: Known }>(`query ($id: ID!) { customer(id: $id) { ${known} } }`, { id }))
    .customer
}

async function write(
  profileId: string,
  channel: 'WHATSAPP' | 'EMAIL' | null,
  fields: Partial<NewInteraction> = {},
): Promise<string> {
  const log = createInteractionLog({ connection: graph.connection, clock: graph.clock })
  const { interaction } = await log.record({
    profileId,
    kind: 'MESSAGE',
    occurredAt: graph.clock(),
    channel,
    inbox: null,
    department: 'vendas',
    conversationId: null,
    actor: { kind: 'CUSTOMER', id: null, name: null },
    visibility: 'PUBLIC',
    source: null,
    summary: '',
    body: null,
    idempotencyKey: null,
    content: null,
    ...fields,
  })
  return interaction.id
}

describe('tagCustomer and untagCustomer', () => {
  it('put tags on and take them off, whichever profile has them, and an unmerge gives them back', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    await change('tagCustomer', { customer: { id: ana }, tags: [' vip ', 'novo'] })
    await change('tagCustomer', { customer: { id: bia }, tags: ['novo', 'atacado'] })
    await graph.merge(ana, bia)
    expect((await knownOf(bia)).tags).toEqual(['atacado', 'novo', 'vip'])

    const { customer } = await change('untagCustomer', { customer: { id: ana }, tags: ['novo', 'atacado'] })
    expect(customer.tags).toEqual(['vip'])
    await graph.unmerge(bia)
    expect([(await knownOf(ana)).tags, (await knownOf(bia)).tags]).toEqual([['vip'], ['atacado', 'novo']])
  })

  it('refuse what is no tag, and a customer there is not', async () => {
    const customerId = await newCustomer()
    expect(
      (await change('tagCustomer', { customer: { id: customerId }, tags: [] })).userErrors,
    ).toMatchObject([{ code: 'REQUIRED', field: ['tags'] }])
    expect(
      (await change('tagCustomer', { customer: { id: customerId }, tags: [' ', 'x'.repeat(65)] })).userErrors,
    ).toMatchObject([
      { code: 'REQUIRED', field: ['tags', '0'] },
      { code: 'TOO_LONG', field: ['tags', '1'] },
    ])
    expect(
      (await change('untagCustomer', { customer: { id: newId('cus') }, tags: ['a'] })).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND', field: ['customer', 'id'] }])
  })
})

describe('setCustomerAttributes', () => {
  it('puts the newest value in force in whatever order they arrive, and keeps the others', async () => {
    const customerId = await newCustomer()
    const values = [
      { name: 'cidade', value: 'Santos', setAt: '2026-05-02T00:00:00.000Z' },
      { name: 'cidade', value: 'São Paulo', setAt: '2026-05-03T00:00:00.000Z' },
      { name: 'cidade', value: 'Campinas', setAt: '2026-05-01T00:00:00.000Z' },
    ]
    for (const value of [...values, ...values])
      await change('setCustomerAttributes', {
        customer: { id: customerId },
        attributes: [value],
        source: 'erp',
      })

    expect((await knownOf(customerId)).attributes).toEqual([
      {
        name: 'cidade',
        type: 'STRING',
        value: 'São Paulo',
        source: 'erp',
        history: [{ value: 'São Paulo' }, { value: 'Santos' }, { value: 'Campinas' }],
      },
    ])
  })

  it('keeps numbers, truths and dates in one spelling', async () => {
    const customerId = await newCustomer()
    const { customer } = await change('setCustomerAttributes', {
      customer: { id: customerId },
      attributes: [
        { name: 'a', type: 'NUMBER', value: ' +0012.50 ' },
        { name: 'b', type: 'NUMBER', value: '-0' },
        { name: 'c', type: 'BOOLEAN', value: 'TRUE' },
        { name: 'd', type: 'DATE', value: '2026-02-28' },
        { name: 'e', type: 'DATE', value: '2026-02-28T10:00:00-03:00' },
      ],
    })
    expect(customer.attributes.map(({ value }) => value)).toEqual([
      '12.5',
      '0',
      'true',
      '2026-02-28',
      '2026-02-28T13:00:00.000Z',
    ])
  })

  it.each([
    ['NUMBER', 'twelve', 'INVALID_VALUE', 'value'],
    ['BOOLEAN', 'yes', 'INVALID_VALUE', 'value'],
    ['DATE', '2026-02-30', 'INVALID_VALUE', 'value'],
    ['STRING', ' ', 'INVALID_VALUE', 'value'],
    ['STRING', 'x'.repeat(1_001), 'TOO_LONG', 'value'],
  ])('refuses the %s "%s"', async (type, value, code, field) => {
    const attributes = [{ name: 'a', type, value }]
    const { userErrors } = await change('setCustomerAttributes', {
      customer: { id: await newCustomer() },
      attributes,
    })
    expect(userErrors).toMatchObject([{ code, field: ['attributes', '0', field] }])
  })

  it('are taken from an identification too, which is undone when they exceed a limit', async () => {
    const value = newPhone()
    const attributes = (count: number, from = 0) =>
      Array.from({ length: count }, (_, index) => ({ name: `a${from + index}`, value: 'x' }))
    const { customer } = await graph.identify([phone(value)], { attributes: attributes(50), source: 'form' })
    await graph.identify([phone(value)], { attributes: attributes(50, 50) })
    const { userErrors } = await graph.identify([phone(value), phone(newPhone())], {
      attributes: attributes(1, 100),
    })

    expect(userErrors).toMatchObject([{ code: 'CONFLICT' }])
    expect((await graph.customer(customer?.id ?? ''))?.identifiers).toHaveLength(1)
    const kept = (await knownOf(customer?.id ?? '')).attributes
    expect(kept).toHaveLength(100)
    expect(kept[0]).toMatchObject({ name: 'a0', value: 'x', source: 'form' })
  })

  it('refuses a profile more than 100 attributes', async () => {
    const customerId = await newCustomer()
    const some = (from: number) =>
      Array.from({ length: 50 }, (_, index) => ({ name: `a${from + index}`, value: 'x' }))
    await change('setCustomerAttributes', { customer: { id: customerId }, attributes: some(0) })
    await change('setCustomerAttributes', { customer: { id: customerId }, attributes: some(50) })
    const { userErrors } = await change('setCustomerAttributes', {
      customer: { id: customerId },
      attributes: [{ name: 'one more', value: 'x' }],
    })
    expect(userErrors).toMatchObject([{ code: 'CONFLICT' }])
    expect((await knownOf(customerId)).attributes).toHaveLength(100)
  })
})

describe('recordConsent', () => {
  it('keeps every decision with its evidence, the newest in force, per purpose and channel', async () => {
    const customerId = await newCustomer()
    const consent = {
      customer: { id: customerId },
      purpose: 'Marketing',
      channel: 'WHATSAPP',
      source: 'whatsapp',
    }
    await change('recordConsent', {
      ...consent,
      decision: 'WITHDRAWN',
      evidence: 'wamid.2',
      decidedAt: '2026-05-02T00:00:00.000Z',
    })
    await change('recordConsent', {
      ...consent,
      decision: 'GRANTED',
      evidence: 'wamid.1',
      decidedAt: '2026-05-01T00:00:00.000Z',
    })
    const { customer } = await change('recordConsent', {
      customer: { id: customerId },
      purpose: 'analytics',
      decision: 'GRANTED',
    })
    expect(customer.consents).toEqual([
      { purpose: 'analytics', channel: null, decision: 'GRANTED', evidence: null },
      { purpose: 'marketing', channel: 'WHATSAPP', decision: 'WITHDRAWN', evidence: 'wamid.2' },
    ])
  })
})

describe('identifiers given together of customers who know too much together', () => {
  it('merge them no more than a person can', async () => {
    const ids: string[] = []
    for (let index = 0; index < 11; index += 1) ids.push(await newCustomer())
    const [ana = '', bia = '', ...others] = ids
    await factModel(graph.connection).insertMany(
      ids.flatMap((profileId, index) =>
        Array.from({ length: index === 0 ? 1 : 100 }, (_, at) => ({
          ...{ profileId, kind: 'ATTRIBUTE', name: `attribute ${index} ${at}`, channel: null },
          entries: [{ type: 'STRING', value: '1', source: null, evidence: null, at: graph.clock() }],
        })),
      ),
    )
    for (const other of others) await graph.merge(bia, other)
    const phones = await Promise.all(
      [ana, bia].map(async (id) => (await graph.customer(id))?.profiles[0]?.identifiers ?? []),
    )
    const message = 'expected a customer of at most 1000 attributes; it would have 1001'
    const refusal = { customer: null, userErrors: [{ code: 'CONFLICT', field: null, message }] }

    expect(await graph.merge(ana, bia)).toEqual(refusal)
    expect(await graph.identify(phones.flat())).toMatchObject(refusal)
    expect(await graph.identify(phones.flat(), { dryRun: true })).toMatchObject(refusal)
    const link = { profileId: ana, otherProfileId: bia, reason: 'the same person' }
    expect(await change('decideProfilesSame', link)).toMatchObject(refusal)
    expect((await graph.customer(ana))?.profileIds).toEqual([ana])
  })
})

describe('mergePreview', () => {
  const preview = async (customerId: string, otherCustomerId: string) =>
    (
      await graph.ask<{ mergePreview: Record<string, unknown> }>(
        `query ($a: ID!, $b: ID!) { mergePreview(customerId: $a, otherCustomerId: $b) {
          survivingCustomer { id } name tags profiles { id } identifiers { value }
          interactions { channel ofCustomer ofOtherCustomer }
          conflicts { kind name value otherValue inForce } userErrors { code field }
        } }`,
        { a: customerId, b: otherCustomerId },
      )
    ).mergePreview

  it('shows what would come together, and changes nothing', async () => {
    const [ana, bia] = [await newCustomer('Ana'), await newCustomer('Bia')]
    for (const channel of ['WHATSAPP', 'WHATSAPP', 'EMAIL'] as const) await write(ana, channel)
    await write(bia, 'EMAIL')
    const cidade = (value: string) => [{ name: 'cidade', value }]
    await change('setCustomerAttributes', { customer: { id: ana }, attributes: cidade('Santos') })
    await change('setCustomerAttributes', { customer: { id: bia }, attributes: cidade('Campinas') })

    expect(await preview(bia, ana)).toMatchObject({
      survivingCustomer: { id: ana },
      name: 'Ana',
      profiles: [{ id: pro(ana) }, { id: pro(bia) }],
      identifiers: [{}, {}],
      interactions: [
        { channel: 'EMAIL', ofCustomer: 1, ofOtherCustomer: 1 },
        { channel: 'WHATSAPP', ofCustomer: 0, ofOtherCustomer: 2 },
      ],
      conflicts: [
        { kind: 'NAME', name: 'name', value: 'Bia', otherValue: 'Ana', inForce: 'Ana' },
        {
          kind: 'ATTRIBUTE',
          name: 'cidade',
          value: 'Campinas',
          otherValue: 'Santos',
          inForce: 'Campinas',
        },
      ],
      userErrors: [],
    })
    expect((await graph.customer(ana))?.profileIds).toEqual([ana])
  })

  it('shows the actions of both that are not over, as far as the caller may see them', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    const act = (profileId: string, status: string, visibility: 'PUBLIC' | 'INTERNAL' = 'PUBLIC') =>
      write(profileId, null, { kind: 'ACTION', visibility, body: { status } })
    const open = [await act(ana, 'REQUESTED'), await act(ana, 'IN_PROGRESS', 'INTERNAL')]
    for (const status of ['COMPLETED', 'FAILED', 'CANCELLED']) await act(bia, status)
    open.push(await act(bia, 'REQUESTED'))
    await write(bia, 'EMAIL')

    const of = 'query ($a: ID!, $b: ID!) { mergePreview(customerId: $a, otherCustomerId: $b)'
    const query = `${of} { openActions { ofCustomer ofOtherCustomer actions { id } } } }`
    const commands: object[] = []
    const listen = ({ command }: { command: Record<string, unknown> }) => {
      if (command['find'] === 'interactions') commands.push(command)
    }
    const client = graph.connection.getClient()
    client.on('commandStarted', listen)
    const { mergePreview } = await graph
      .ask<{ mergePreview: object }>(query, { a: ana, b: bia })
      .finally(() => client.off('commandStarted', listen))

    expect(mergePreview).toEqual({
      openActions: {
        ofCustomer: 2,
        ofOtherCustomer: 1,
        actions: open.toReversed().map((id) => ({ id })),
      },
    })
    expect(commands).toHaveLength(1)
    const partner = { kind: 'PARTNER' as const, id: 'partner', scopes: ['customers:read'] }
    const seen = await graph.ask<{ mergePreview: object }>(query, { a: ana, b: bia }, undefined, partner)
    expect(seen.mergePreview).toMatchObject({ openActions: { ofCustomer: 1, ofOtherCustomer: 1 } })
  })

  it('reads of actions only those that are not over', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    for (const profileId of [ana, bia, ana]) {
      await write(profileId, null, { kind: 'ACTION', body: { status: 'COMPLETED' } })
      await write(profileId, null, { kind: 'ACTION', body: { status: 'REQUESTED' } })
      await write(profileId, 'EMAIL')
    }
    const profileIds = [ana, bia]
    const told = await interactionModel(graph.connection)
      .find(openActionsOf(profileIds, true))
      .sort({ occurredAt: -1, _id: -1 })
      .hint(openActionsIndex)
      .explain('executionStats')
    expect(JSON.stringify(told)).toContain('"totalDocsExamined":3,')
    expect(JSON.stringify(told)).toContain('"stage":"SORT_MERGE"')
  })

  it('names what stands in the way', async () => {
    const ana = await newCustomer()
    expect(await preview(ana, ana)).toMatchObject({
      survivingCustomer: null,
      userErrors: [{ code: 'SAME_CUSTOMER', field: ['otherCustomerId'] }],
    })
    expect(await preview(ana, newId('cus'))).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: ['otherCustomerId'] }],
    })
    expect(await preview('me', ana)).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['customerId'] }],
    })
  })
})

describe('customers(filter)', () => {
  const idsOf = async (filter: object) =>
    (
      await graph.ask<{ customers: { nodes: { id: string }[] } }>(
        'query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { id } } }',
        { filter },
      )
    ).customers.nodes.map(({ id }) => id)

  it('finds by tag, by department and by the last message of any profile, in one command', async () => {
    const [ana, bia, caio] = [
      await newCustomer('Xana'),
      await newCustomer('Xbia'),
      await newCustomer('Xcaio'),
    ]
    await change('tagCustomer', { customer: { id: bia }, tags: ['busca'] })
    const before = graph.clock()
    await write(ana, 'EMAIL')
    const between = graph.clock()
    await write(bia, 'EMAIL')
    await graph.merge(ana, bia)
    const [from, to] = [before.toISOString(), between.toISOString()]

    expect(await idsOf({ tags: ['busca'] })).toEqual([ana])
    expect(await idsOf({ name: 'x', departments: ['vendas', 'compras'] })).toEqual([ana])
    expect(await idsOf({ name: 'x', departments: ['suporte'] })).toEqual([])
    expect(await idsOf({ name: 'x', lastContact: { from: to } })).toEqual([ana])
    expect(await idsOf({ name: 'x', lastContact: { from, to } })).toEqual([])
    await graph.unmerge(bia)
    expect(await idsOf({ name: 'x', lastContact: { from, to } })).toEqual([ana])
    expect(await idsOf({ tags: ['busca'] })).toEqual([bia])
    expect(await idsOf({ name: 'xcaio' })).toEqual([caio])
    expect(await graph.commandsOf(() => idsOf({ departments: ['vendas'], lastContact: { from } }))).toEqual([
      'aggregate',
    ])
  })

  it('refuses a period without ends, or that ends before it begins', async () => {
    const at = '2026-05-01T00:00:00.000Z'
    for (const lastContact of [{}, { from: at, to: at }])
      await expect(idsOf({ lastContact })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  })
})
