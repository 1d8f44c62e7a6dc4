import { allRows } from '../../../../platform/subgraph/rows.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { interactionModel } from '../../../../interactions/log/interactionModel.ts'
import { demoPrincipal } from '../../../../platform/subgraph/principal.ts'
import { openActionsIndex, openActionsOf } from '../../../../subgraphs/identity/merge/mergePreviewStore.ts'
import { createCustomerActs } from '../support/customerActs.ts'
import { type IdentityGraph, pro, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { change, newCustomer, write } = createCustomerActs(() => graph)

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

  it('shows what a merge would combine, and changes nothing', async () => {
    const [ana, bia] = [await newCustomer('Ana'), await newCustomer('Bia')]
    for (const channel of ['WHATSAPP', 'WHATSAPP', 'EMAIL'] as const) await write(ana, channel)
    await write(bia, 'EMAIL')
    const cidade = (value: string) => [{ name: 'cidade', value }]
    await change('setCustomerAttributes', { customer: { id: ana }, attributes: cidade('Santos') })
    await change('setCustomerAttributes', { customer: { id: bia }, attributes: cidade('Campinas') })

    expect(await preview(bia, ana)).toMatchObject({
      survivingCustomer: { id: ana },
      name: 'Bia',
      profiles: [{ id: pro(ana) }, { id: pro(bia) }],
      identifiers: [{}, {}],
      interactions: [
        { channel: 'EMAIL', ofCustomer: 1, ofOtherCustomer: 1 },
        { channel: 'WHATSAPP', ofCustomer: 0, ofOtherCustomer: 2 },
      ],
      conflicts: [
        { kind: 'NAME', name: 'name', value: 'Bia', otherValue: 'Ana', inForce: 'Bia' },
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

  it('shows the open actions of both that the caller may see', async () => {
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
    const partner = { kind: 'PARTNER' as const, id: 'partner', scopes: ['customers:read'], rows: allRows }
    const seen = await graph.ask<{ mergePreview: object }>(query, { a: ana, b: bia }, undefined, partner)
    expect(seen.mergePreview).toMatchObject({ openActions: { ofCustomer: 1, ofOtherCustomer: 1 } })
  })

  it('reads only open actions', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    for (const profileId of [ana, bia, ana]) {
      await write(profileId, null, { kind: 'ACTION', body: { status: 'COMPLETED' } })
      await write(profileId, null, { kind: 'ACTION', body: { status: 'REQUESTED' } })
      await write(profileId, 'EMAIL')
    }
    const profileIds = [ana, bia]
    const plan = await interactionModel(graph.connection)
      .find(openActionsOf(profileIds, demoPrincipal))
      .sort({ occurredAt: -1, _id: -1 })
      .hint(openActionsIndex)
      .explain('executionStats')
    expect(JSON.stringify(plan)).toContain('"totalDocsExamined":3,')
    expect(JSON.stringify(plan)).toContain('"stage":"SORT_MERGE"')
  })

  it('names what would prevent the merge', async () => {
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
