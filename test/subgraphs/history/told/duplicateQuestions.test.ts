import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { agentOf, assignedAgent } from '../../../support/limitedCallers.ts'
import { asPartner, type History, startHistory } from '../support/startHistory.ts'
import { askDuplicates, day, duplicates, minute, said, timeOf } from '../support/askTold.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('duplicate_questions')
})

afterAll(() => history.stop())

const ask = { by: 'AI' as const }
const days = (count: number) => (count * day) / minute

/** The keys with the questions' ids and the answers' values. */
async function found(...asked: Parameters<typeof duplicates>) {
  const { questions } = await duplicates(...asked)
  return questions.map(({ key, question, answer }) => [key, question.id, answer.value])
}

describe('Customer.duplicateQuestions', () => {
  it('gives the questions of people and AI agents that an earlier message answers, newest first', async () => {
    const customer = newId('cus')
    await history.record(customer, said(0, 'Qual o seu CPF?', ask))
    const told = await history.record(customer, said(1, 'CPF 529.982.247-25'))
    await history.record(customer, said(2, 'pedido 111'))
    await history.record(customer, said(3, 'pedido 222'))
    const both = await history.record(
      customer,
      said(4, 'Informe o CPF e o número do pedido', { by: 'HUMAN', conversationId: 'cnv_2' }),
    )
    await history.record(customer, said(5, 'Qual o seu CPF?', { by: 'AUTOMATION' }))
    await history.record(customer, said(6, 'qual o cpf?'))
    const last = await history.record(customer, said(7, 'Could you confirm your CPF?', ask))
    await history.record(customer, said(8, 'Qual o seu e-mail?', ask))
    expect(await duplicates(history, [customer])).toEqual({
      complete: true,
      questions: [
        {
          key: 'CPF',
          question: { id: last },
          answer: { value: '529.982.247-25', toldBy: 'CUSTOMER', interaction: { id: told } },
        },
        expect.objectContaining({ key: 'ORDER_NUMBER', question: { id: both } }),
        expect.objectContaining({ key: 'CPF', question: { id: both } }),
      ],
    })
    expect(await found(history, [customer], { first: 2 })).toEqual([
      ['CPF', last, '529.982.247-25'],
      ['ORDER_NUMBER', both, '222'],
    ])
    expect(await found(history, [customer], { since: timeOf(5) })).toEqual([['CPF', last, '529.982.247-25']])
    expect(await found(history, [customer], { since: timeOf(100) })).toEqual([])
  })

  it('counts a short answer as told, and not what an agent wrote', async () => {
    const customer = newId('cus')
    await history.record(customer, said(0, 'Qual o número do pedido?', ask))
    await history.record(customer, said(1, '4455'))
    await history.record(customer, said(2, 'Fale com vendas@loja.com', ask))
    const again = await history.record(customer, said(3, 'Qual o número do pedido e o e-mail?', ask))
    expect(await found(history, [customer])).toEqual([['ORDER_NUMBER', again, '4455']])
  })

  it('lets a value answer as long as its kind lasts', async () => {
    const customer = newId('cus')
    await history.record(customer, said(0, 'meu nome é Ana Lima, pedido 111, tamanho 42'))
    const question = 'Qual o seu nome, o número do pedido e o tamanho?'
    const same = await history.record(customer, said(1, question, ask))
    const other = await history.record(customer, said(2, question, { ...ask, conversationId: 'cnv_2' }))
    const late = await history.record(customer, said(days(31), question, ask))
    const keysOf = (id: string, all: unknown[][]) => all.filter((each) => each[1] === id).map(([key]) => key)
    const all = await found(history, [customer])
    expect(keysOf(same, all)).toEqual(['PERSON_NAME', 'ORDER_NUMBER', 'SIZE'])
    expect(keysOf(other, all)).toEqual(['PERSON_NAME', 'ORDER_NUMBER'])
    expect(keysOf(late, all)).toEqual(['PERSON_NAME'])
  })

  it('shows neither questions nor answers that the caller may not see', async () => {
    const customer = await history.newCustomer()
    await history.record(customer, said(0, 'pedido 111', { department: 'sales' }))
    await history.record(customer, said(1, 'cpf 529.982.247-25'))
    const asked = await history.record(customer, said(2, 'CPF e número do pedido?', ask))
    await history.record(customer, said(3, 'Qual o seu CPF?', { ...ask, department: 'sales' }))
    await history.record(customer, said(4, 'Qual o seu CPF?', { ...ask, visibility: 'INTERNAL' }))
    const hidden = await found(history, [customer], {}, agentOf('support'))
    expect(hidden.filter(([, id]) => id === asked)).toEqual([['CPF', asked, '529.982.247-25']])
    expect(hidden).toHaveLength(2)
    const masked = await found(history, [customer], {}, asPartner)
    expect(masked.map(([key, , value]) => [key, value])).toContainEqual(['CPF', '***.982.247-**'])
    expect(masked).toHaveLength(3)
    const { data } = await askDuplicates(history, [customer], {}, assignedAgent('nobody'))
    expect(data).toEqual({ _entities: [null] })
  })

  it('counts neither a deleted question nor a deleted answer', async () => {
    const customer = newId('cus')
    await history.record(customer, said(0, 'pedido 111', { deleted: true }))
    await history.record(customer, said(1, 'cep 01310-100'))
    await history.record(customer, said(2, 'Qual o número do pedido?', ask))
    await history.record(customer, said(3, 'Qual o CEP?', { ...ask, deleted: true }))
    expect(await duplicates(history, [customer])).toEqual({ complete: true, questions: [] })
  })

  it('finds the answer that another profile of a merged customer gave', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.record(one, said(0, 'pedido 111'))
    const asked = await history.record(other, said(1, 'Qual o número do pedido?', ask))
    const merged = await history.merge(one, other)
    expect(await found(history, await history.profileIdsOf(merged))).toEqual([['ORDER_NUMBER', asked, '111']])
  })

  it('refuses a wrong size, and says so when the profiles are unknown', async () => {
    const errorOf = async (profileIds: string[] | null, given: { first?: number }) =>
      (await askDuplicates(history, profileIds, given)).errors?.[0]
    expect((await errorOf(['cus_1'], { first: 0 }))?.message).toBe('first: expected 1 to 100, got 0')
    expect((await errorOf(['cus_1'], { first: 101 }))?.extensions['code']).toBe('BAD_USER_INPUT')
    expect((await errorOf(null, {}))?.extensions['code']).toBe('UNAVAILABLE')
  })
})
