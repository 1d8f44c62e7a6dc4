import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interactionModel } from '../../../../interactions/log/interactionModel.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { agentOf, assignedAgent } from '../../../support/limitedCallers.ts'
import { asAgent, asPartner, type History, startHistory } from '../support/startHistory.ts'
import { askKnown, known, said } from '../support/askTold.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('known')
})

afterAll(() => history.stop())

describe('Customer.known', () => {
  it('gives for each key what the customer told, newest first, each value once, and where', async () => {
    const customer = newId('cus')
    await history.record(customer, said(0, 'meu cpf é 529.982.247-25 e o pedido 111'))
    const second = await history.record(customer, said(1, 'o pedido 222', { channel: 'EMAIL' }))
    const third = await history.record(customer, said(2, 'CPF 52998224725, pedido 111'))
    expect(await known(history, [customer], ['ORDER_NUMBER', 'CPF', 'EMAIL', 'CPF'])).toEqual([
      {
        key: 'ORDER_NUMBER',
        told: true,
        complete: true,
        values: [
          {
            value: '111',
            normalised: '111',
            toldBy: 'CUSTOMER',
            interaction: { id: third, channel: 'WHATSAPP' },
          },
          {
            value: '222',
            normalised: '222',
            toldBy: 'CUSTOMER',
            interaction: { id: second, channel: 'EMAIL' },
          },
        ],
      },
      {
        key: 'CPF',
        told: true,
        complete: true,
        values: [
          {
            value: '52998224725',
            normalised: '52998224725',
            toldBy: 'CUSTOMER',
            interaction: { id: third, channel: 'WHATSAPP' },
          },
        ],
      },
      { key: 'EMAIL', told: false, complete: true, values: [] },
    ])
  })

  it('marks what only agents wrote, and does not count it as told', async () => {
    const customer = newId('cus')
    await history.record(customer, said(0, 'Seu pedido 333 saiu', { by: 'AI' }))
    await history.record(customer, said(1, 'Oferta: pedido 444', { by: 'AUTOMATION' }))
    expect(await known(history, [customer], ['ORDER_NUMBER'])).toMatchObject([
      { told: false, values: [{ value: '333', toldBy: 'AI' }] },
    ])
  })

  it('takes a short answer for what the message before it in the conversation asked for', async () => {
    const customer = newId('cus')
    const ask = { by: 'AI' as const }
    await history.record(customer, said(0, 'Qual o número do pedido?', ask))
    await history.record(customer, said(0, 'Qual o seu CEP?', { ...ask, conversationId: 'cnv_2' }))
    const order = await history.record(customer, said(1, 'é o 98765'))
    const zip = await history.record(customer, said(1, '01310100', { conversationId: 'cnv_2' }))
    await history.record(customer, said(2, 'Com quem eu falo?', ask))
    await history.record(customer, said(2.5, 'Aguardo.', ask))
    const name = await history.record(customer, said(3, 'ana souza'))
    await history.record(customer, said(4, '11111'))
    await history.record(customer, said(5, 'Mais alguma coisa?', ask))
    await history.record(customer, said(6, '22222'))
    const found = await known(history, [customer], ['ORDER_NUMBER', 'POSTAL_CODE', 'PERSON_NAME'])
    expect(
      found.map(({ values }) => values.map(({ value, interaction }) => [value, interaction.id])),
    ).toEqual([[['98765', order]], [['01310100', zip]], [['ana souza', name]]])
  })

  it('reads transcripts of recordings', async () => {
    const customer = newId('cus')
    const transcript = { type: 'audio', transcript: 'o meu pedido é 5566' }
    await history.record(customer, said(0, null, { body: { text: null, attachments: [transcript] } }))
    expect(await known(history, [customer], ['ORDER_NUMBER'])).toMatchObject([{ told: true }])
  })

  it('does not count notes, deleted and erased messages, and former versions', async () => {
    const customer = newId('cus')
    await history.record(
      customer,
      said(0, 'pedido 111', { kind: 'NOTE', visibility: 'INTERNAL', by: 'HUMAN' }),
    )
    await history.record(customer, said(1, 'pedido 222', { deleted: true }))
    const edited = await history.record(customer, said(2, 'pedido 333'))
    await history.log.amend(edited, () => ({ body: { text: 'pedido 444', attachments: [], deleted: false } }))
    const erased = await history.record(customer, said(3, 'pedido 555'))
    await interactionModel(history.connection).updateOne(
      { _id: erased },
      { $set: { erased: { at: new Date(), cause: 'REQUEST' } } },
    )
    const [orders] = await known(history, [customer], ['ORDER_NUMBER'])
    expect(orders?.values.map(({ value }) => value)).toEqual(['444'])
  })

  it('has what all profiles of a merged customer told', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.record(one, said(0, 'pedido 111'))
    await history.record(other, said(1, 'pedido 222'))
    const merged = await history.merge(one, other)
    const [orders] = await known(history, await history.profileIdsOf(merged), ['ORDER_NUMBER'])
    expect(orders?.values.map(({ value }) => value)).toEqual(['222', '111'])
  })

  it('shows nothing of other departments, of internal messages and of customers that the caller may not see', async () => {
    const customer = await history.newCustomer()
    await history.record(customer, said(0, 'pedido 111', { department: 'sales' }))
    await history.record(customer, said(1, 'pedido 222', { department: 'support' }))
    await history.record(customer, said(2, 'pedido 333', { visibility: 'INTERNAL' }))
    const valuesFor = async (principal: typeof asAgent) =>
      (await known(history, [customer], ['ORDER_NUMBER'], principal))[0]?.values.map(({ value }) => value)
    expect(await valuesFor(asAgent)).toEqual(['333', '222', '111'])
    expect(await valuesFor(agentOf('sales'))).toEqual(['333', '111'])
    expect(await valuesFor(asPartner)).toEqual(['222', '111'])
    const { data } = await askKnown(history, [customer], ['ORDER_NUMBER'], assignedAgent('nobody'))
    expect(data).toEqual({ _entities: [null] })
  })

  it('does not let values that the caller may not see take the place of others', async () => {
    const customer = newId('cus')
    await history.record(customer, said(0, 'pedido 111', { department: 'sales' }))
    for (let index = 0; index < 6; index++)
      await history.record(customer, said(1 + index, `pedido 20${index}`, { department: 'support' }))
    const [orders] = await known(history, [customer], ['ORDER_NUMBER'], agentOf('sales'))
    expect(orders).toMatchObject({ told: true, complete: true, values: [{ value: '111' }] })
  })

  it('masks values for callers without pii:read', async () => {
    const customer = newId('cus')
    await history.record(customer, said(0, 'cpf 529.982.247-25, ana@x.com, (11) 98765-4321, pedido 111'))
    const found = await known(history, [customer], ['CPF', 'EMAIL', 'PHONE', 'ORDER_NUMBER'], asPartner)
    expect(found.map(({ values }) => values.map(({ value, normalised }) => [value, normalised]))).toEqual([
      [['***.982.247-**', '***********']],
      [['a***@…', 'a***@…']],
      [['(**) *****-**21', '+***********21']],
      [['111', '111']],
    ])
  })

  it('gives at most 5 values of the customer and 5 of agents, and reads no more than it needs', async () => {
    const customer = newId('cus')
    for (let index = 0; index < 7; index++) {
      await history.record(customer, said(2 * index, `pedido 10${index}`))
      await history.record(customer, said(2 * index + 1, `pedido 20${index}`, { by: 'HUMAN' }))
    }
    const [orders] = await known(history, [customer], ['ORDER_NUMBER'])
    expect(orders).toMatchObject({ told: true, complete: true })
    expect(orders?.values.map(({ value }) => value)).toEqual([
      '206',
      '106',
      '205',
      '105',
      '204',
      '104',
      '203',
      '103',
      '202',
      '102',
    ])
  })

  it('refuses wrong keys, and says so when the profiles are unknown', async () => {
    const codeOf = async (profileIds: string[] | null, keys: string[]) =>
      (await askKnown(history, profileIds, keys)).errors?.[0]
    expect((await codeOf(['cus_1'], []))?.message).toBe('keys: expected 1 to 39, got 0')
    const tooMany = await codeOf(
      ['cus_1'],
      Array.from({ length: 40 }, () => 'CPF'),
    )
    expect(tooMany?.message).toBe('keys: expected 1 to 39, got 40')
    expect(tooMany?.extensions['code']).toBe('BAD_USER_INPUT')
    expect((await codeOf(['cus_1'], ['NOTHING']))?.message).toContain('"NOTHING" does not exist')
    expect((await codeOf(null, ['CPF']))?.extensions['code']).toBe('UNAVAILABLE')
  })
})
