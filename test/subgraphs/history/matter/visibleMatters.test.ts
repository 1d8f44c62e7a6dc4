import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { agentOf, assignedAgent, customerSelf } from '../../../support/limitedCallers.ts'
import { page } from '../support/askHistory.ts'
import { asPartner, type History, startHistory } from '../support/startHistory.ts'
import { askMatters, complaint, converse, invoice, order, readMatters } from './askMatters.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('visible_matters')
})
afterAll(() => history.stop())

describe('the matters that a caller sees', () => {
  it('are not those that only interactions name which it may not see, nor counted by these', async () => {
    const customer = newId('cus')
    const seen = await history.record(customer, { matter: order, department: 'sales' })
    const at = new Date('2026-06-02T12:00:00.000Z')
    await history.record(customer, { matter: order, department: 'support', occurredAt: at })
    await history.record(customer, { matter: invoice, department: 'support' })
    await history.record(customer, {
      ...{ kind: 'ACTION', matter: order, department: 'support', occurredAt: at },
      body: { status: 'REQUESTED' },
    })
    const { nodes, pageInfo } = await readMatters(history, [customer], { first: 1 }, agentOf('sales'))
    expect(nodes).toMatchObject([
      {
        matter: order,
        state: 'SETTLED',
        interactionCount: 1,
        openActionCount: 0,
        lastTouch: { at: '2026-06-01T12:00:00.000Z', interaction: { id: seen } },
      },
    ])
    expect(pageInfo.hasNextPage).toBe(false)
    const filter = { states: ['OPEN'] }
    expect((await readMatters(history, [customer], { filter }, agentOf('sales'))).nodes).toEqual([])
    expect((await readMatters(history, [customer], { filter })).nodes).toHaveLength(1)
  })

  it('are not those of notes and internal interactions, for a caller without notes:read', async () => {
    const customer = newId('cus')
    await history.record(customer, { kind: 'NOTE', visibility: 'INTERNAL', matter: order })
    await history.record(customer, { kind: 'ACTION', visibility: 'INTERNAL', matter: invoice })
    await history.record(customer, { matter: complaint })
    const { nodes } = await readMatters(history, [customer], {}, asPartner)
    expect(nodes.map(({ matter }) => matter)).toEqual([complaint])
    expect((await readMatters(history, [customer])).nodes).toHaveLength(3)
  })

  it('are not those of a conversation of another department, nor opened by it', async () => {
    const customer = newId('cus')
    const team = { id: '2', name: 'support' }
    const at = (hour: number) => new Date(`2026-06-01T0${hour}:00:00.000Z`)
    await converse(history, customer, { matter: complaint, team, activityAt: at(3) })
    await converse(history, customer, { matter: order, team, activityAt: at(1) })
    await history.record(customer, { matter: order, department: 'sales' })
    await converse(history, customer, { matter: invoice, activityAt: at(2) })
    const { nodes } = await readMatters(history, [customer], {}, agentOf('sales'))
    expect(nodes).toMatchObject([
      { matter: order, state: 'SETTLED', openConversationCount: 0 },
      { matter: invoice, state: 'OPEN', openConversationCount: 1 },
    ])
    expect((await readMatters(history, [customer], {}, agentOf('support'))).nodes).toMatchObject([
      { matter: complaint },
      { matter: invoice },
      { matter: order, state: 'OPEN', interactionCount: 0 },
    ])
  })

  it('are none of a customer whom it may not see', async () => {
    const [own, other] = [await history.newCustomer(), await history.newCustomer()]
    for (const customer of [own, other]) await history.record(customer, { matter: order })
    await converse(history, own, { person: { id: 'ana', name: null } })
    for (const principal of [assignedAgent('ana'), customerSelf(own)]) {
      expect((await readMatters(history, [own], {}, principal)).nodes).toMatchObject([{ matter: order }])
      for (const profileIds of [[other], [own, other], [newId('cus')]])
        expect(await askMatters(history, profileIds, {}, principal)).toEqual({ data: { _entities: [null] } })
    }
  })

  it('do not let a filter show an interaction that it may not see', async () => {
    const customer = newId('cus')
    await history.record(customer, { matter: order, department: 'support' })
    const own = await history.record(customer, { matter: order, department: 'sales' })
    const filter = { matters: [order, invoice] }
    expect(await page(history, [customer], { filter, first: 1 }, agentOf('sales'))).toMatchObject({
      ids: [own],
      hasNextPage: false,
    })
  })
})
