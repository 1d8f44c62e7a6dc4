import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeIdentifiers } from '../../../../subgraphs/identity/normalization/wholeIdentifiers.ts'
import { readRules } from '../../../../subgraphs/identity/rules/readRules.ts'
import { type Given, type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

async function found(identifier: string): Promise<string[]> {
  const { customers } = await graph.ask<{ customers: { nodes: { id: string }[] } }>(
    'query ($identifier: String!) { customers(filter: { identifier: $identifier }) { nodes { id } } }',
    { identifier },
  )
  return customers.nodes.map(({ id }) => id)
}

/** An identifier as it was first given, and how clerks write it. */
const spellings: [Given, string[]][] = [
  [
    { type: 'PHONE', value: '+55 27 99871-0022' },
    [
      ...['(27) 9871-0022', '27 9871 0022', '2798710022', '0 27 99871-0022', '(027) 9871-0022'],
      ...['(27) 99871-0022', '+55 27 9871-0022', '+5527998710022', '0055 27 99871-0022', '552798710022'],
      ...['tel:+55-27-99871-0022', '0xx27 9871-0022', '\u202a(27) 9871-0022\u202c'],
    ],
  ],
  [{ type: 'PHONE', value: '(11) 3333-4444' }, ['011 3333-4444', '+55 (11) 3333.4444', '1133334444']],
  [{ type: 'PHONE', value: '+351 912 345 678' }, ['00351 912345678', '+351912345678']],
  [
    { type: 'WHATSAPP', value: '5531987650001' },
    [
      ...['553187650001', '+55 31 8765-0001', '(31) 8765-0001', '31 98765-0001'],
      ...['553187650001@s.whatsapp.net', '553187650001@c.us', 'whatsapp:+553187650001'],
    ],
  ],
  [{ type: 'CPF', value: '52998224725' }, ['529.982.247-25', '529 982 247 25', '529.982.247/25']],
  [{ type: 'CNPJ', value: '11222333000181' }, ['11.222.333/0001-81', '11 222 333 0001 81']],
  [{ type: 'CNPJ', value: '12ABC34501DE35' }, ['12.ABC.345/01DE-35', '12.abc.345/01de-35', '12abc34501de35']],
  [
    { type: 'EMAIL', value: 'Joana.Prado@Correio.example' },
    ['JOANA.PRADO@CORREIO.EXAMPLE', ' joana.prado@correio.example '],
  ],
  [{ type: 'EMAIL', value: 'rui@exämple.com' }, ['RUI@EXÄMPLE.COM', 'rui@xn--exmple-cua.com']],
  [
    { type: 'INSTAGRAM', value: '@loja.da.bia' },
    ['@Loja.da.Bia', 'https://www.instagram.com/loja.da.bia/', 'loja.da.bia'],
  ],
  [{ type: 'TELEGRAM', value: '700123456' }, ['700123456', ' 700123456']],
  [{ type: 'CHATWOOT_CONTACT', value: '7:4411' }, ['7:4411']],
  [{ type: 'INTERNAL_ID', value: 'CRM-0009/x' }, ['CRM-0009/x', 'crm-0009']],
]

describe('customers(filter: { identifier })', () => {
  it.each(spellings)('finds %j in any usual spelling', async (given, texts) => {
    const { customer } = await graph.identify([given])
    for (const text of texts) expect([text, await found(text)]).toEqual([text, [customer?.id]])
  })

  it('finds whatever a look-up finds, and what contains the text besides', async () => {
    const one = (await graph.identify([{ type: 'EMAIL', value: 'bia@loja.example' }])).customer?.id
    const other = (await graph.identify([{ type: 'EMAIL', value: 'fabia@loja.example' }])).customer?.id
    expect(await found('bia@loja.example')).toEqual([other, one])
    expect(await found('BIA@loja.example')).toEqual([other, one])
  })

  it('finds the telephone and the wa_id of one number, also on two customers', async () => {
    const phone = (await graph.identify([{ type: 'PHONE', value: '+55 41 99655-0001' }])).customer?.id
    const { profile } = await graph.identify([{ type: 'WHATSAPP', value: '5541996550001' }])
    for (const text of ['(41) 9655-0001', '5541996550001']) expect(await found(text)).toEqual([phone])

    const whatsapp = (await graph.unmerge(profile?.id ?? '')).separatedCustomer?.id
    for (const text of ['(41) 9655-0001', '041 99655-0001', '99655-0001'])
      expect(await found(text)).toEqual([whatsapp, phone])
  })

  it('takes no part of a number for another number', async () => {
    await graph.identify([{ type: 'PHONE', value: '+55 48 99111-2222' }])
    expect(await found('(48) 9111-222')).toEqual([])
    expect(await found('(47) 9111-2222')).toEqual([])
  })
})

describe('wholeIdentifiers', () => {
  const of = (text: string) => wholeIdentifiers(text, readRules())

  it('are those that a text may be, and certain where it can hardly be a part of others', () => {
    expect(of('maria')).toEqual([{ folded: 'maria', isCertain: false }])
    expect(of('@maria')).toEqual([
      { folded: '@maria', isCertain: false },
      { folded: 'maria', isCertain: true },
    ])
    expect(of('Maria@Example.com')).toEqual([{ folded: 'maria@example.com', isCertain: true }])
    expect(of('(27) 9871-0022')).toEqual(
      expect.arrayContaining([
        { folded: '+5527998710022', isCertain: true },
        { folded: '5527998710022', isCertain: true },
      ]),
    )
  })

  it('are none for values that stand for an unknown one', () => {
    for (const text of ['00000000000', 'undefined', 'N/A']) expect(of(text)).toEqual([])
  })
})
