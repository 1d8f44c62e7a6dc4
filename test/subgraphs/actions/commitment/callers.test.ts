import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { createActionsErasure } from '../../../../subgraphs/actions/actionsErasure.ts'
import { createActionsSubgraph } from '../../../../subgraphs/actions/subgraph.ts'
import { agentOf, customerSelf } from '../../../support/limitedCallers.ts'
import {
  byPhone,
  idOf,
  listOf,
  membersOf,
  now,
  openSubgraph,
  partner,
  type SubgraphUnderTest,
  type Variables,
} from '../../../support/recordingSubgraphs.ts'
import { ana, bot, checkIn, contradiction, maria, money, order, recordIn } from './commitments.ts'

const joao = '11 91234-5678'
let subgraph: SubgraphUnderTest
let profileIds: string[]
let ids: { sales: string; support: string; internal: string }

const record = (input: Variables, principal?: Principal) => recordIn(subgraph, input, principal)

beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph)
  const kinds = { sales: 'PRICE', support: 'REFUND', internal: 'DISCOUNT' }
  const recorded = async (department: keyof typeof kinds, more: Variables = {}) =>
    idOf(await record({ department, kind: kinds[department], terms: money('10'), ...more }), 'commitment')
  ids = {
    sales: await recorded('sales'),
    support: await recorded('support'),
    internal: await recorded('internal', { department: null, visibility: 'INTERNAL' }),
  }
  profileIds = await subgraph.profilesOf(maria)
})
afterAll(() => subgraph.stop())

async function ofCustomer(selection: string, principal: Principal = demoPrincipal, profiles = profileIds) {
  const [customer] = await subgraph.entities(
    [{ __typename: 'Customer', profileId: profiles[0], profileIds: profiles }],
    `... on Customer { ${selection} }`,
    principal,
  )
  return membersOf(customer)
}

async function listed(principal: Principal, filter = ''): Promise<unknown[]> {
  const { commitments } = await ofCustomer(`commitments${filter} { nodes { id } }`, principal)
  return listOf(membersOf(commitments)['nodes']).map((node) => membersOf(node)['id'])
}

describe('commitments', () => {
  it('are listed for those who may read them, the latest first', async () => {
    expect(await listed(demoPrincipal)).toHaveLength(3)
    expect((await listed(agentOf('sales'))).sort()).toEqual([ids.sales, ids.internal].sort())
    expect((await listed(partner)).sort()).toEqual([ids.sales, ids.support].sort())
    expect(await listed(demoPrincipal, '(filter: { kinds: [REFUND], states: [OPEN] })')).toEqual([
      ids.support,
    ])
    expect(await listed(demoPrincipal, '(filter: { states: [KEPT] })')).toEqual([])
  })

  it('that may not be seen do not exist for a reference, an update and a successor', async () => {
    for (const [id, principal] of [
      [ids.support, agentOf('sales')],
      [ids.internal, partner],
    ] as const)
      expect(
        await subgraph.entities([{ __typename: 'Commitment', id }], '... on Commitment { state }', principal),
      ).toEqual([null])
    const update = (principal: Principal) =>
      subgraph.mutate(
        'updateCommitment',
        'commitment { id }',
        { commitmentId: ids.support, state: 'KEPT', actor: ana },
        principal,
      )
    for (const principal of [agentOf('sales'), customerSelf(newId('cus'))])
      expect(await update(principal)).toMatchObject({
        userErrors: [{ code: 'NOT_FOUND', field: ['commitmentId'] }],
      })
    expect(
      await record({ kind: 'REFUND', terms: money('9'), supersedes: [ids.support] }, agentOf('sales')),
    ).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', field: ['supersedes', '0'] }] })
  })

  it('that may not be seen contradict nothing, and both are shown to who sees both', async () => {
    const matter = { ...order, externalId: 'two departments' }
    const place = (department: string) => ({
      matter,
      department,
      terms: money(department === 'sales' ? '1' : '2'),
    })
    const first = idOf(await record(place('sales'), agentOf('sales')), 'commitment')
    expect(await checkIn(subgraph, place('support'), agentOf('support'))).toMatchObject({
      ...{ outcome: 'OK', contradictions: [] },
    })
    const second = idOf(await record(place('support'), agentOf('support')), 'commitment')
    const shown = (principal?: Principal) =>
      ofCustomer(
        'commitmentContradictions { open { commitment { id } } other { commitment { id } } differs }',
        principal,
      )
    for (const department of ['sales', 'support'])
      expect(await shown(agentOf(department))).toEqual({ commitmentContradictions: [] })
    const { commitmentContradictions: found } = await shown()
    const [one, ...others] = listOf(found).map(membersOf)
    const idIn = (value: unknown) => membersOf(membersOf(value)['commitment'])['id']
    expect(others).toEqual([])
    expect([idIn(one?.['open']), idIn(one?.['other'])].sort()).toEqual([first, second].sort())
  })

  it('are not recorded for a customer, a department or a conversation that the caller may not see', async () => {
    expect(await record({ terms: money('1'), department: 'support' }, agentOf('sales'))).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['department'] }],
    })
    const other = customerSelf(newId('cus'))
    expect(await record({ terms: money('1'), customer: { id: profileIds[0] } }, other)).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: ['customer', 'id'] }],
    })
    for (const ask of [record, (input: Variables, by: Principal) => checkIn(subgraph, input, by)]) {
      expect(await ask({ terms: money('1') }, other)).toMatchObject({
        userErrors: [{ code: 'INVALID_VALUE', field: ['customer', 'identifiers'] }],
      })
      expect(await ask({ terms: money('1'), conversationId: newId('cnv') }, agentOf('sales'))).toMatchObject({
        userErrors: [{ code: 'NOT_FOUND', field: ['conversationId'] }],
      })
    }
  })

  it('of customers who are one later are compared, and shown when they contradict each other', async () => {
    const matter = { ...order, externalId: 'of two profiles' }
    const own = idOf(await record({ matter, terms: money('10') }), 'commitment')
    const others = idOf(
      await record({ matter, customer: byPhone(joao), terms: money('20'), actor: bot }),
      'commitment',
    )
    const both = [maria, joao].map((value) => ({ type: 'PHONE', value, verified: true }))
    const answer = await record({ matter, customer: { identifiers: both }, terms: money('30') })
    expect(answer).toMatchObject({ outcome: 'CONTRADICTS' })
    expect(
      listOf(answer['contradictions']).map(
        (each) => membersOf(membersOf(membersOf(each)['open'])['commitment'])['id'],
      ),
    ).toEqual([own, others])
    // One of them says the same, and the other one still contradicts.
    expect(await record({ matter, terms: money('20') })).toMatchObject({
      ...{ outcome: 'CONTRADICTS', contradictions: [{ open: { commitment: { id: own } } }] },
    })
    const profiles = await subgraph.profilesOf(maria)
    expect(profiles).toHaveLength(2)
    const { commitmentContradictions } = await ofCustomer(
      `commitmentContradictions { ${contradiction} }`,
      agentOf('merged'),
      profiles,
    )
    expect(commitmentContradictions).toMatchObject([
      { open: { commitment: { id: own } }, other: { commitment: { id: others } }, differs: ['AMOUNT'] },
    ])
    expect(await record({ matter, terms: money('30'), supersedes: [own, others] })).toMatchObject({
      outcome: 'OK',
      commitment: { supersedes: [{ id: own }, { id: others }] },
    })
  })

  it('cost one read of a page', async () => {
    expect(await subgraph.commandsOf(['interactions'], () => listed(demoPrincipal))).toEqual([
      'find interactions',
    ])
  })

  it('keep their kind and state when the customer is erased, and no word of the promise', async () => {
    const phone = '11 93333-4321'
    const secret = 'qzxpromisexzq'
    const source = { system: 'crm', externalId: secret }
    const matter = { ...order, externalId: secret }
    const given = {
      matter,
      customer: byPhone(phone),
      kind: 'OTHER',
      terms: { text: secret },
      dueAt: new Date(now.getTime() + 1),
    }
    const id = idOf(await record({ ...given, source, idempotencyKey: secret }), 'commitment')
    await subgraph.mutate('updateCommitment', 'commitment { id }', {
      ...{ commitmentId: id, state: 'BROKEN', reason: secret, actor: ana },
    })
    const part = createActionsErasure({ connection: subgraph.connection, clock: () => now })
    const erased = await subgraph.profilesOf(phone)
    const erasure = {
      ...{ protocol: 'x', customerId: erased[0] ?? '', profileIds: erased, by: { kind: 'DEMO', id: 'demo' } },
      ...{
        reason: '',
        requestedAt: now,
        state: 'RUNNING' as const,
        targets: null,
        doneAt: null,
        certificate: null,
      },
    }
    const state = { state: 'PENDING' as const, counts: null, leasedUntil: now, doneAt: null }
    const parts = {
      identity: state,
      conversations: state,
      actions: state,
      feedback: state,
      intake: state,
      outbound: state,
    }
    expect(await part.count({ ...erasure, parts })).toEqual([
      { collection: 'interactions', kind: 'COMMITMENT', count: 1 },
    ])
    await part.erase({ ...erasure, parts })
    const stored = await subgraph.connection.collection<{ _id: string }>('interactions').findOne({ _id: id })
    expect(JSON.stringify(stored)).not.toContain(secret)
    expect(stored).toMatchObject({
      summary: 'Commitment erased: other',
      body: {
        commitmentKind: 'OTHER',
        state: 'BROKEN',
        terms: null,
        dueAt: null,
        stateChangedBy: { name: 'Ana' },
      },
    })
    expect(await record(given)).toMatchObject({ outcome: 'OK' })
  })
})
