import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { conversationModel } from '../../../../subgraphs/conversations/conversation/conversationModel.ts'
import { type History, startHistory } from '../support/startHistory.ts'
import { askMatters, complaint, converse, invoice, order, readMatters } from './askMatters.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('customer_matters')
})
afterAll(() => history.stop())

const minute = (count: number) => new Date(Date.parse('2026-06-01T12:00:00.000Z') + count * 60_000)

async function names(profileIds: string[], given: Parameters<typeof readMatters>[2] = {}): Promise<string[]> {
  const { nodes } = await readMatters(history, profileIds, given)
  return nodes.map(({ matter }) => `${matter.kind} ${matter.externalId}`)
}

async function errorOf(profileIds: string[] | null, given: Parameters<typeof askMatters>[2]) {
  const { errors } = await askMatters(history, profileIds, given)
  return { code: errors?.[0]?.extensions['code'], message: errors?.[0]?.message }
}

describe('Customer.matters', () => {
  it('shows each matter that interactions name, the one with the latest touch first', async () => {
    const customer = newId('cus')
    await history.record(customer, { matter: order, occurredAt: minute(1) })
    const latest = await history.record(customer, { matter: order, occurredAt: minute(3), channel: 'EMAIL' })
    // Recorded last, and happened earlier.
    await history.record(customer, { matter: order, occurredAt: minute(0) })
    const bill = await history.record(customer, { matter: invoice, occurredAt: minute(2), channel: null })
    await history.record(customer, { occurredAt: minute(9) })
    await history.record(newId('cus'), { matter: complaint })
    const counts = { openConversationCount: 0, openActionCount: 0, openCommitmentCount: 0 }
    expect((await readMatters(history, [customer])).nodes).toEqual([
      {
        matter: order,
        state: 'SETTLED',
        lastTouch: { at: minute(3).toISOString(), channel: 'EMAIL', interaction: { id: latest } },
        interactionCount: 3,
        ...counts,
      },
      {
        matter: invoice,
        state: 'SETTLED',
        lastTouch: { at: minute(2).toISOString(), channel: null, interaction: { id: bill } },
        interactionCount: 1,
        ...counts,
      },
    ])
  })

  it('shows a matter as open while a conversation that names it is not resolved', async () => {
    const customer = newId('cus')
    await history.record(customer, { matter: order })
    const conversationId = await converse(history, customer, { matter: order, status: 'SNOOZED' })
    await converse(history, customer, { matter: order, status: 'RESOLVED' })
    expect((await readMatters(history, [customer])).nodes).toMatchObject([
      { state: 'OPEN', openConversationCount: 1, interactionCount: 1 },
    ])
    await conversationModel(history.connection).updateOne({ _id: conversationId }, { status: 'RESOLVED' })
    expect((await readMatters(history, [customer])).nodes).toMatchObject([
      { state: 'SETTLED', openConversationCount: 0, interactionCount: 1 },
    ])
  })

  it('shows a matter that only conversations name, with the latest activity of these', async () => {
    const customer = newId('cus')
    await converse(history, customer, { matter: complaint, activityAt: minute(1) })
    await converse(history, customer, { matter: complaint, activityAt: minute(2), channel: 'EMAIL' })
    expect((await readMatters(history, [customer])).nodes).toEqual([
      {
        matter: complaint,
        state: 'OPEN',
        lastTouch: { at: minute(2).toISOString(), channel: 'EMAIL', interaction: null },
        interactionCount: 0,
        openConversationCount: 2,
        openActionCount: 0,
        openCommitmentCount: 0,
      },
    ])
  })

  it.each([
    ['REQUESTED', 'OPEN'],
    ['IN_PROGRESS', 'OPEN'],
    ['COMPLETED', 'SETTLED'],
    ['FAILED', 'SETTLED'],
    ['CANCELLED', 'SETTLED'],
  ])('shows a matter with an action that is %s as %s', async (status, state) => {
    const customer = newId('cus')
    await history.record(customer, { kind: 'ACTION', matter: order, body: { status } })
    expect((await readMatters(history, [customer])).nodes).toMatchObject([
      { state, openActionCount: state === 'OPEN' ? 1 : 0, interactionCount: 1 },
    ])
  })

  it.each([
    ['OPEN', 'OPEN'],
    ['KEPT', 'SETTLED'],
    ['BROKEN', 'SETTLED'],
  ])('shows a matter with a commitment that is %s as %s', async (stored, state) => {
    const customer = newId('cus')
    const id = await history.record(customer, { matter: order, body: { state: stored } })
    // The latest, because nothing shows a commitment here.
    await history.record(customer, { matter: order, occurredAt: minute(1) })
    await history.connection
      .collection<{ _id: string }>('interactions')
      .updateOne({ _id: id }, { $set: { kind: 'COMMITMENT' } })
    const { nodes } = await readMatters(history, [customer], { filter: { states: [state] } })
    expect(nodes).toMatchObject([{ state, openCommitmentCount: state === 'OPEN' ? 1 : 0 }])
  })

  it('does not take the status of a message, or the state of an action, for an open one', async () => {
    const customer = newId('cus')
    await history.record(customer, { matter: order, body: { status: 'REQUESTED', state: 'OPEN' } })
    await history.record(customer, { kind: 'ACTION', matter: order, body: { state: 'OPEN' } })
    expect((await readMatters(history, [customer])).nodes).toMatchObject([{ state: 'SETTLED' }])
  })

  it('filters by kind and state; an empty list matches nothing, null everything', async () => {
    const customer = newId('cus')
    await history.record(customer, { matter: order, occurredAt: minute(3) })
    await history.record(customer, { matter: invoice, occurredAt: minute(2) })
    await converse(history, customer, { matter: invoice })
    await converse(history, customer, { matter: complaint })
    const all = ['ORDER A-1', 'INVOICE A-1', 'COMPLAINT 77']
    expect(await names([customer])).toEqual(all)
    expect(await names([customer], { filter: { kinds: ['INVOICE', 'ORDER'] } })).toEqual(all.slice(0, 2))
    expect(await names([customer], { filter: { states: ['OPEN'] } })).toEqual(all.slice(1))
    expect(await names([customer], { filter: { states: ['SETTLED'] } })).toEqual(all.slice(0, 1))
    expect(await names([customer], { filter: { states: ['SETTLED', 'OPEN'] } })).toEqual(all)
    expect(await names([customer], { filter: { states: ['SETTLED'], kinds: ['INVOICE'] } })).toEqual([])
    for (const filter of [{ states: [] }, { kinds: [] }])
      expect(await names([customer], { filter })).toEqual([])
    for (const filter of [null, { states: null }, { kinds: null }])
      expect(await names([customer], { filter })).toEqual(all)
  })

  it('shows everything once, whatever the size of the page, also of matters with the same time', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    for (let index = 0; index < 14; index += 1)
      await history.record(profileIds[index % 2] ?? '', {
        matter: { kind: index % 3 ? 'ORDER' : 'OTHER', externalId: String(index % 7) },
        occurredAt: minute(index % 3),
      })
    const all = await names(profileIds, { first: 100 })
    expect(new Set(all).size).toBe(all.length)
    for (const size of [1, 2, 3, all.length]) {
      const read: string[] = []
      for (let after: string | null = null, hasMore = true; hasMore;) {
        const page = await readMatters(history, profileIds, { first: size, ...(after !== null && { after }) })
        expect(page.nodes.length).toBeLessThanOrEqual(size)
        expect(page.edges.at(-1)?.cursor ?? null).toBe(page.pageInfo.endCursor)
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null)
        read.push(...page.nodes.map(({ matter }) => `${matter.kind} ${matter.externalId}`))
        after = page.pageInfo.endCursor
        hasMore = page.pageInfo.hasNextPage
      }
      expect(read).toEqual(all)
    }
  })

  it('joins the matters of both customers after a merge, and parts them after an unmerge', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.record(one, { matter: order, occurredAt: minute(1) })
    await history.record(other, { matter: order, occurredAt: minute(2) })
    await history.record(other, { kind: 'ACTION', matter: order, body: { status: 'REQUESTED' } })
    await converse(history, other, { matter: complaint })
    const merged = await history.merge(one, other)
    const profileIds = await history.profileIdsOf(merged)
    expect((await readMatters(history, profileIds)).nodes).toMatchObject([
      { matter: order, state: 'OPEN', interactionCount: 3, openActionCount: 1 },
      { matter: complaint, state: 'OPEN', openConversationCount: 1 },
    ])
    await history.unmerge(other)
    expect((await readMatters(history, await history.profileIdsOf(one))).nodes).toMatchObject([
      { matter: order, state: 'SETTLED', interactionCount: 1, openActionCount: 0 },
    ])
  })

  it('follows amendments: a matter that nothing names any more is not listed', async () => {
    const customer = newId('cus')
    const id = await history.record(customer, { matter: order })
    await history.log.amend(id, () => ({ matter: invoice }))
    expect(await names([customer])).toEqual(['INVOICE A-1'])
    await history.log.amend(id, () => ({ matter: null }))
    expect(await names([customer])).toEqual([])
  })

  it('refuses wrong arguments, and names them', async () => {
    const customer = newId('cus')
    await history.record(customer, { matter: order })
    const { pageInfo } = await readMatters(history, [customer])
    const cursor = pageInfo.endCursor ?? ''
    expect(await errorOf([customer], { first: 0 })).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'first: expected 1 to 100, got 0',
    })
    expect(await errorOf([customer], { first: 101 })).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(await errorOf([customer], { after: `${cursor}x` })).toMatchObject({ code: 'INVALID_CURSOR' })
    expect(await errorOf([newId('cus')], { after: cursor })).toEqual({
      code: 'INVALID_CURSOR',
      message: 'after: expected a cursor of this customer, got one of another',
    })
    expect(await errorOf(null, {})).toMatchObject({ code: 'UNAVAILABLE' })
    expect(Buffer.from(cursor, 'base64url').toString()).not.toContain('A-1')
  })

  it('reads only interactions that name a matter, by one command', async () => {
    const customer = newId('cus')
    await history.recordMany(customer, 40)
    for (let index = 0; index < 5; index += 1)
      await history.record(customer, { matter: order, occurredAt: minute(index) })
    const commands: Record<string, unknown>[] = []
    const client = history.connection.getClient()
    client.on('commandStarted', ({ command }) => commands.push(command))
    await readMatters(history, [customer])
    client.removeAllListeners('commandStarted')
    // The second loads the latest interactions of the page.
    expect(commands.map((command) => Object.keys(command)[0])).toEqual(['aggregate', 'find'])
    const { pipeline, hint } = commands[0] ?? {}
    const plan = JSON.stringify(
      await history.connection.db?.command({
        explain: { aggregate: 'interactions', pipeline, hint, cursor: {} },
        verbosity: 'executionStats',
      }),
    )
    expect(plan).toContain('profileId_1_matter_1_occurredAt_1__id_1')
    expect(/"totalDocsExamined":(\d+)/u.exec(plan)?.[1]).toBe('5')
  })
})
