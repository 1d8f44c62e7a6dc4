import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createContentExpiry } from '../../../../interactions/retention/contentExpiry.ts'
import { erasedBody } from '../../../../subgraphs/conversations/erasure/erasedBody.ts'
import { createConversationsErasure } from '../../../../subgraphs/conversations/erasure/conversationsErasure.ts'
import { createBriefStore } from '../../../../interactions/brief/briefStore.ts'
import { createLogEnd } from '../../../../interactions/erasure/endLog.ts'
import { inTransaction } from '../../../../interactions/log/transaction.ts'
import type { Erasure } from '../../../../privacy/erasure/erasure.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { agentOf, assignedAgent } from '../../../support/limitedCallers.ts'
import { asAgent, asPartner, type History, startHistory } from '../support/startHistory.ts'
import { answerOf, briefOf, keptBrief, type ShownBrief } from './support/askBrief.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('kept_brief')
})

afterAll(() => history.stop())

const auditor: Principal = { ...asAgent, scopes: [...asAgent.scopes, 'audit:read'] }

async function kept(customer: string, principal = asAgent): Promise<ShownBrief & { id: string }> {
  const { id = '', ...brief } = await briefOf(history, [customer], { withId: true }, principal)
  return { id, ...brief }
}

const count = () => history.connection.collection('briefs').countDocuments()

describe('Query.brief', () => {
  it('gives the same bytes again, whatever happened since', async () => {
    const customer = await history.newCustomer()
    await history.record(customer, { summary: 'primeira' })
    const brief = await kept(customer)
    await history.record(customer, { summary: 'segunda' })
    expect(await keptBrief(history, brief.id)).toEqual(brief)
    const later = await kept(customer)
    expect(later.text).not.toBe(brief.text)
    expect(later.id).not.toBe(brief.id)
  })

  it('keeps a brief once, and only when its id is asked for', async () => {
    const customer = await history.newCustomer()
    const before = await count()
    await briefOf(history, [customer])
    expect(await count()).toBe(before)
    const [one, other] = await Promise.all([kept(customer), kept(customer)])
    expect(one.id).toBe(other.id)
    expect(await count()).toBe(before + 1)
  })

  it('keeps it for 90 days', async () => {
    const { id } = await kept(await history.newCustomer())
    const found = await history.connection
      .collection<{ _id: string; keptAt: Date; expiresAt: Date }>('briefs')
      .findOne({ _id: id })
    expect(((found?.expiresAt.getTime() ?? 0) - (found?.keptAt.getTime() ?? 0)) / 86_400_000).toBe(90)
    const indexes = await history.connection.collection('briefs').indexes()
    expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }))
  })

  it('is null for an unknown id, and refuses a malformed one', async () => {
    expect(await keptBrief(history, newId('brf'))).toBeNull()
    const { errors } = await history.ask('query { brief(id: "int_1") { text } }', {})
    expect(errors?.[0]).toMatchObject({
      message: 'id: expected brf_…, got "int_1"',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  it('is null for callers with fewer rights, and for those who may not see the customer', async () => {
    const customer = await history.newCustomer()
    await history.record(customer, { summary: 'oi' })
    const { id } = await kept(customer)
    const withoutMask = { ...asAgent, scopes: asAgent.scopes.filter((scope) => scope !== 'pii:read') }
    for (const principal of [asPartner, withoutMask, agentOf('Vendas'), assignedAgent('nobody')])
      expect(await keptBrief(history, id, principal)).toBeNull()
    const ofPartner = await kept(customer, asPartner)
    expect(await keptBrief(history, ofPartner.id)).toEqual(ofPartner)
  })

  it('is null when something that it quotes was hidden from the caller', async () => {
    const customer = await history.newCustomer()
    const message = await history.record(customer, { summary: 'oi', department: 'Vendas' })
    const { id } = await kept(customer, agentOf('Vendas'))
    expect(await keptBrief(history, id, agentOf('Vendas'))).not.toBeNull()
    await history.log.amend(message, () => ({ department: 'Jurídico' }))
    expect(await keptBrief(history, id, agentOf('Vendas'))).toBeNull()
  })

  it('is null when something that it quotes was deleted, but for those who may read that', async () => {
    const customer = await history.newCustomer()
    const message = await history.record(customer, { summary: 'segredo', body: { text: 'segredo' } })
    const brief = await kept(customer)
    await history.log.amend(message, () => ({
      summary: 'Message deleted',
      body: { text: 'segredo', deleted: true },
    }))
    expect(await keptBrief(history, brief.id)).toBeNull()
    expect(await keptBrief(history, brief.id, auditor)).toEqual(brief)
    const later = await kept(customer)
    expect(await keptBrief(history, later.id)).toEqual(later)
  })

  it('is null when a profile of it is another customer now', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const merged = await history.merge(one, other)
    const { id = '' } = await briefOf(history, await history.profileIdsOf(merged), { withId: true })
    expect(await keptBrief(history, id)).not.toBeNull()
    await history.unmerge(other)
    expect(await keptBrief(history, id)).toBeNull()
  })
})

describe('the erasure of a customer', () => {
  const part = { state: 'PENDING', counts: null, leasedUntil: new Date(), doneAt: null } as const
  const erasureOf = (profileIds: string[]): Erasure => ({
    protocol: '1',
    customerId: profileIds[0] ?? '',
    profileIds,
    by: { kind: 'ADMIN', id: 'a' },
    reason: 'article 18 of the LGPD',
    requestedAt: new Date(),
    state: 'RUNNING',
    parts: {
      identity: part,
      conversations: part,
      actions: part,
      feedback: part,
      intake: part,
      outbound: part,
    },
    targets: null,
    doneAt: null,
    certificate: null,
  })

  it('deletes their briefs, and counts them', async () => {
    const customer = await history.newCustomer()
    const { id } = await kept(customer)
    const erasure = createConversationsErasure({ connection: history.connection, clock: () => new Date() })
    expect(await erasure.count(erasureOf([customer]))).toEqual([
      { collection: 'briefs', kind: null, count: 1 },
    ])
    await erasure.erase(erasureOf([customer]))
    expect(await createBriefStore(history.connection).find(id)).toBeNull()
  })

  it('keeps no brief that was made before and is kept afterwards', async () => {
    const customer = await history.newCustomer()
    await history.record(customer, { summary: 'segredo' })
    const before = await count()
    await inTransaction(history.connection, (session) =>
      createLogEnd(history.connection).end([customer], new Date(), session),
    )
    const { errors } = await answerOf(history, [customer], { withId: true })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
    expect(await count()).toBe(before)
  })
})

describe('the retention of contents', () => {
  it('deletes the briefs that quote what it erases, and no others', async () => {
    const customer = await history.newCustomer()
    const recent = new Date()
    await history.record(customer, { summary: 'nova', occurredAt: recent })
    const before = await kept(customer)
    await history.record(customer, { summary: 'velha', occurredAt: new Date('2020-01-01T00:00:00.000Z') })
    const quoting = await kept(customer)
    const expiry = createContentExpiry({
      connection: history.connection,
      clock: () => new Date(),
      rules: [{ kinds: ['MESSAGE'], departments: null, days: 365 }],
      kinds: ['MESSAGE'],
      eraseBody: erasedBody,
    })
    await expiry.expire()
    expect(await keptBrief(history, before.id)).toEqual(before)
    expect(await createBriefStore(history.connection).find(quoting.id)).toBeNull()
  })
})
