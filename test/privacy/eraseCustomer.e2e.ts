import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askForData, askGraph } from '../support/askGraph.ts'
import {
  message,
  recordedSchema,
  recordMutation,
  type SingleProcess,
  startSingleProcess,
} from '../singleProcess/support/startSingleProcess.ts'
import { eraseCustomer, eraseInSteps } from './support/eraseInSteps.ts'

let elo: SingleProcess
beforeAll(async () => void (elo = await startSingleProcess('privacy-erase')))
afterAll(() => elo.stop())

const reason = 'article 18 of the LGPD'

describe('eraseCustomer', () => {
  it('changes nothing in its first step', async () => {
    const { customer } = await elo.record('+5511982220001', 'Oi')
    // The first preview makes the key of the installation.
    await eraseCustomer(elo.url, { customerId: customer.id })
    const stored = async () => {
      // The audit trail has every call, previews too.
      const names = await elo.database.connection.listCollections()
      const kept = names
        .map(({ name }) => name)
        .filter((name) => !name.startsWith('audit'))
        .sort()
      const documents = await Promise.all(
        kept.map((name) => elo.database.connection.collection(name).find().toArray()),
      )
      return JSON.stringify(documents).replaceAll(/"aliveUntil":"[^"]+"/gu, '')
    }
    const before = await stored()
    const { preview, erasure, userErrors } = await eraseCustomer(elo.url, { customerId: customer.id })
    expect({ erasure, userErrors, holds: preview?.holds }).toEqual({
      erasure: null,
      userErrors: [],
      holds: [],
    })
    expect(preview?.counts).toEqual([
      { collection: 'profiles', kind: null, count: 1 },
      { collection: 'identifiers', kind: null, count: 1 },
      { collection: 'interactions', kind: 'MESSAGE', count: 1 },
      { collection: 'conversations', kind: null, count: 1 },
    ])
    expect(await stored()).toBe(before)
  })

  it('refuses another confirmation, and one of before a merge', async () => {
    const { customer } = await elo.record('+5511982220002', 'Oi')
    const other = await elo.record('+5511982220003', 'Oi')
    const of = async (customerId: string) =>
      (await eraseCustomer(elo.url, { customerId })).preview?.confirmation
    const [confirmation, ofOther] = [await of(customer.id), await of(other.customer.id)]
    const codes = async (given: Record<string, unknown>) =>
      (await eraseCustomer(elo.url, { customerId: customer.id, reason, ...given })).userErrors.map(
        ({ code, field }) => [code, field],
      )
    expect(await codes({ confirmation: 'yes' })).toEqual([['INVALID_VALUE', ['confirmation']]])
    expect(await codes({ confirmation: ofOther })).toEqual([['CONFLICT', ['confirmation']]])
    expect(await codes({ confirmation, reason: null })).toEqual([['REQUIRED', ['reason']]])
    await elo.mutate(
      `mergeCustomers(input: { customerId: "${customer.id}", otherCustomerId: "${other.customer.id}" }) { userErrors { code } }`,
    )
    expect(await codes({ confirmation })).toEqual([['CONFLICT', ['confirmation']]])
  })

  it('is refused while a legal hold stands, which it names', async () => {
    const { customer } = await elo.record('+5511982220004', 'Oi')
    const { preview } = await eraseCustomer(elo.url, { customerId: customer.id })
    await elo.mutate(
      `holdCustomer(input: { customerId: "${customer.id}", ground: "Lawsuit 0001" }) { hold { ground } userErrors { code } }`,
    )
    const held = await eraseCustomer(elo.url, { customerId: customer.id })
    expect(held.preview).toMatchObject({ confirmation: null, holds: [{ ground: 'Lawsuit 0001' }] })
    const refused = await eraseCustomer(elo.url, {
      customerId: customer.id,
      confirmation: preview?.confirmation,
      reason,
    })
    expect(refused).toEqual({
      preview: null,
      erasure: null,
      userErrors: [
        {
          code: 'LEGAL_HOLD',
          field: ['customerId'],
          message: 'customerId: a legal hold forbids it: Lawsuit 0001',
        },
      ],
    })
    const [{ reference } = { reference: '' }] = held.preview?.holds ?? []
    await elo.mutate(
      `releaseCustomerHold(input: { reference: "${reference}", reason: "Settled" }) { hold { releasedAt } userErrors { code } }`,
    )
    expect((await eraseInSteps(elo.url, customer.id)).certificate?.counts).toContainEqual({
      collection: 'interactions',
      kind: 'MESSAGE',
      count: 1,
    })
  })

  it('refuses changes of who was erased', async () => {
    const { id, customer } = await elo.record('+5511982220006', 'Oi')
    await eraseInSteps(elo.url, customer.id)
    const answers = await askGraph(
      elo.url,
      `mutation {
        tag: tagCustomer(input: { customer: { id: "${customer.id}" }, tags: ["vip"] }) { userErrors { code } }
        edit: editMessage(input: { messageId: "${id}", text: "again" }) { userErrors { code } }
        record: recordMessage(input: { customer: { id: "${customer.id}" }, channel: SMS, actor: { kind: HUMAN }, text: "Oi" }) { userErrors { code } }
      }`,
    )
    expect(answers).toEqual({
      data: {
        tag: { userErrors: [{ code: 'NOT_FOUND' }] },
        edit: { userErrors: [{ code: 'CONFLICT' }] },
        record: { userErrors: [{ code: 'NOT_FOUND' }] },
      },
    })
  })

  it.each([
    ['source', { source: { system: 'crm', externalId: 'm-1' } }],
    ['idempotency key', { idempotencyKey: 'm-1' }],
  ])('recognises a repeat by its %s, and brings nothing back', async (by, reference) => {
    const phone = by === 'source' ? '+5511982220008' : '+5511982220009'
    const input = { ...message(phone, 'qzxrepeatedxzq'), ...reference }
    const first = await askForData(recordedSchema, elo.url, recordMutation, { input })
    const customerId = first.recordMessage.message?.customer.id ?? ''
    expect(customerId).toMatch(/^cus_/u)
    await eraseInSteps(elo.url, customerId)
    await askGraph(elo.url, recordMutation, { input })
    expect(await elo.database.dump()).not.toContain('qzxrepeatedxzq')
  })
})
