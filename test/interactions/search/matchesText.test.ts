import { describe, expect, it } from 'vitest'
import type { Searched } from '../../../interactions/search/searchedTexts.ts'
import { hasPhrases, matchesText } from '../../../interactions/search/matchesText.ts'
import { readSearchText } from '../../../interactions/search/searchText.ts'
import { termsOf } from '../../../interactions/search/termsOf.ts'

const message = (text: string): Searched => ({ kind: 'MESSAGE', summary: '', body: { text } })

function finds(text: string, searched: string, seesIdentifiers = true): boolean {
  return matchesText({ ...readSearchText(searched, 'text'), seesIdentifiers }, message(text))
}

it('a phrase by itself finds nothing that is masked', () => {
  const has = (seesIdentifiers: boolean) => {
    const search = { ...readSearchText('"CPF 529.982.247-25"', 'text'), seesIdentifiers }
    return hasPhrases(search, message('CPF 529.982.247-25'))
  }
  expect([has(true), has(false)]).toEqual([true, false])
})

describe('words', () => {
  it.each([
    ['Segue o orçamento.', 'orcamento', true],
    ['Segue o orçamento.', 'ORÇAMENTOS', true],
    ['OS ORÇAMENTOS', 'orçamento', true],
    ['orc\u0327amento', 'orçamento', true],
    ['orça\u00admento', 'orçamento', true],
    ['orçar', 'oração', false],
    ['informações', 'informacao', true],
    ['reclamei ontem', 'reclamação', true],
    ['os cartões', 'cartao', true],
    ['papéis', 'papel', true],
    ['azuis', 'azul', true],
    ['as mensagens', 'mensagem', true],
    ['foi cancelado', 'cancelamento', true],
    ['já paguei', 'pagar', true],
    ['entregue hoje', 'entregas', true],
    ['este mês', 'meses', true],
    ['he was charged twice', 'charges', true],
    ['deliveries', 'delivery', true],
    ['refunded', 'refund', true],
    ['it was promised', 'promise', true],
    ['running late', 'runs', true],
    ['order cancelled', 'cancellation', true],
    ['pedido PED-1042, ok?', 'ped-1042', true],
    ['pedido PED-1042', '1042', true],
    ['pedido PED-1042', '1043', false],
    ['pedido PED-1042', '104', false],
    ['boleto vencido', 'boleto pedido', false],
    ['o boleto do pedido venceu', 'pedido boleto', true],
    ['a entrega', 'de entrega', true],
    ['ﬁnal', 'final', true],
    ['日本語', '日本語', true],
    ['R$ 1.234,56', '234', true],
  ])('of "%s" are found by "%s": %s', (text, searched, isFound) => {
    expect(finds(text, searched)).toBe(isFound)
  })
})

describe('phrases', () => {
  it.each([
    ['o prazo de entrega é longo', '"prazo de entrega"', true],
    ['Prazo,\n de ENTREGA', '“prazo de entrega”', true],
    ['prazo da entrega', '"prazo de entrega"', false],
    ['entrega no prazo', '"prazo entrega"', false],
    ['prazos de entrega', '"prazo de entrega"', false],
    ['prazo de entregas', '"prazo de entrega"', false],
    ['prazo de entrega, boleto', '"prazo de entrega" boletos', true],
    ['prazo de entrega, cartão', '"prazo de entrega" boletos', false],
    ['prazo de entrega e nota fiscal', '"prazo de entrega" "nota fiscal"', true],
    ['entrega, prazo', '"prazo entrega', true],
    ['entrega', '"" entrega', true],
  ])('of "%s" are found by %s: %s', (text, searched, isFound) => {
    expect(finds(text, searched)).toBe(isFound)
  })

  it('are not put together from two texts', () => {
    const email: Searched = {
      kind: 'MESSAGE',
      summary: '',
      body: { text: 'fiscal', email: { subject: 'nota' } },
    }
    const found = (searched: string) =>
      matchesText({ ...readSearchText(searched, 'text'), seesIdentifiers: true }, email)
    expect([found('nota fiscal'), found('"nota fiscal"')]).toEqual([true, false])
  })
})

describe('for a caller without pii:read', () => {
  const text = 'Sou Ana, CPF 529.982.247-25, ana.souza@loja.com.br ou +55 21 99999-1234, pedido 1042'

  it.each(['529', '"529.982.247-25"', 'souza', 'loja', '99999', '"ana souza"', 'ana.souza@loja.com.br'])(
    '%s finds nothing that is masked',
    (searched) => {
      expect([finds(text, searched), finds(text, searched, false)]).toEqual([true, false])
    },
  )

  it.each(['Ana', '1042', '"cpf"', 'pedido'])('%s finds what is shown', (searched) => {
    expect([finds(text, searched), finds(text, searched, false)]).toEqual([true, true])
  })
})

describe('termsOf', () => {
  it('is of each kind what a person wrote', () => {
    const terms = (kind: Searched['kind'], body: unknown, summary = '') => termsOf({ kind, summary, body })
    const attachments = [{ transcript: 'áudio longo', title: 'foto.jpg' }]
    expect(terms('MESSAGE', { text: 'um boleto', email: { subject: 'Re: nota' }, attachments })).toEqual([
      'bolet',
      're',
      'not',
      'audi',
      'long',
    ])
    expect(terms('NOTE', { text: 'ligar' })).toEqual(['lig'])
    expect(
      terms('ACTION', { name: 'refund', externalReference: 'RF-77', details: '"secret"' }, 'Estorno feito'),
    ).toEqual(['estorn', 'feit', 'refund', 'rf', '77'])
    expect(terms('FEEDBACK', { comment: 'ótimo' }, 'CSAT 5 of 5')).toEqual(['otim'])
    expect(terms('HANDOFF', { reason: 'urgente' })).toEqual(['urgent'])
    expect(terms('STATUS', { from: 'OPEN', to: 'RESOLVED' }, 'Conversation resolved')).toEqual([])
    expect(terms('IDENTITY', { reason: 'duplicate' }, 'Merged')).toEqual([])
  })

  it('is empty for what is deleted or erased', () => {
    expect(termsOf({ kind: 'MESSAGE', summary: '', body: { text: 'boleto', deleted: true } })).toEqual([])
    const erased = { at: new Date(), cause: 'REQUEST' } as const
    expect(termsOf({ ...message('boleto'), erased })).toEqual([])
  })

  it('has each term once, and words in masked parts with a mark', () => {
    expect(termsOf(message('Boleto boletos ana@loja.com ANA'))).toEqual(['bolet', 'ana', '#loj'])
  })

  it('has at most 1,000 terms, the first ones, and 200 of masked parts', () => {
    const words = Array.from({ length: 5_000 }, (_, index) => `n${index}x`)
    const many = termsOf(message(words.join(' ')))
    expect([many.length, many.at(-1)]).toEqual([1_000, 'n999x'])
    const addresses = termsOf(message(words.map((word) => `${word}@loja.com`).join(' ')))
    expect(addresses.filter((term) => term.startsWith('#'))).toHaveLength(200)
  })

  it('takes a long text in little time, also one word of it', () => {
    const began = performance.now()
    const { length } = termsOf(message('b'.repeat(150_000)))[0] ?? ''
    termsOf(message(Array.from({ length: 20_000 }, (_, index) => `palavra${index}`).join(' ')))
    expect(length).toBe(64)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

describe('readSearchText', () => {
  it('has the longest words first, and each once', () => {
    expect(readSearchText('boletos do pedido boleto "nota fiscal"', 'text')).toEqual({
      terms: ['fiscal', 'bolet', 'ped', 'not'],
      phrases: [['nota', 'fiscal']],
    })
  })

  it.each([
    ['', 'text: expected 1 to 200 characters, got only blanks'],
    [' \n', 'text: expected 1 to 200 characters, got only blanks'],
    ['x'.repeat(201), 'text: expected 1 to 200 characters, got 201'],
    [
      'de a "the of"',
      'text: expected a word to search for, got none but signs and words as common as "de" and "the"',
    ],
    [
      '"" !?',
      'text: expected a word to search for, got none but signs and words as common as "de" and "the"',
    ],
    ['q1 q2 q3 q4 q5 q6 q7 q8 q9 q10 q11', 'text: expected at most 10 different words, got 11'],
  ])('refuses "%s"', (text, message) => {
    expect(() => readSearchText(text, 'text')).toThrow(message)
  })

  it('counts characters, not code units', () => {
    expect(readSearchText(`boleto ${'🎉'.repeat(193)}`, 'text').terms).toEqual(['bolet'])
  })
})
