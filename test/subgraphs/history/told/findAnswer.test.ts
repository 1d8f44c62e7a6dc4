import { describe, expect, it } from 'vitest'
import { findAnswer } from '../../../../subgraphs/history/told/ask/findAnswer.ts'
import type { FactKind } from '../../../../subgraphs/history/told/fact.ts'

const answers: [FactKind, text: string, value: string, normalised: string][] = [
  ['ORDER_NUMBER', '12345', '12345', '12345'],
  ['ORDER_NUMBER', 'é o 12345, obrigada', '12345', '12345'],
  ['ORDER_NUMBER', "it's A-99", 'A-99', 'A-99'],
  ['PROTOCOL_NUMBER', '2026.05.00123', '2026.05.00123', '2026.05.00123'],
  ['PERSON_NAME', 'ana souza', 'ana souza', 'ana souza'],
  ['PERSON_NAME', 'João', 'João', 'joao'],
  ['BIRTH_DATE', '12/05/1990', '12/05/1990', '1990-05-12'],
  ['POSTAL_CODE', '01310100', '01310100', '01310100'],
  ['PHONE', '1132654321', '1132654321', '+551132654321'],
  ['CPF', '11987654374', '11987654374', '11987654374'],
  ['SIZE', 'M', 'M', 'M'],
  ['COLOUR', 'azul', 'azul', 'azul'],
  ['QUANTITY', '3', '3', '3'],
  ['PAYMENT_METHOD', 'pix', 'pix', 'PIX'],
  ['PLATE', 'abc1d23', 'abc1d23', 'ABC1D23'],
]

describe('findAnswer', () => {
  it.each(answers)('reads an answer to a question for %s: %s', (kind, text, value, normalised) => {
    const start = text.indexOf(value)
    expect(findAnswer(text, kind)).toEqual({ kind, value, normalised, start, end: start + value.length })
  })

  it.each([
    ['ORDER_NUMBER', 'não tenho'],
    ['ORDER_NUMBER', 'comprei em 2024'],
    ['ORDER_NUMBER', '12345 e também queria trocar o endereço'],
    ['ORDER_NUMBER', '12345'.repeat(20)],
    ['PERSON_NAME', 'oi'],
    ['PERSON_NAME', 'boa tarde'],
    ['PERSON_NAME', 'ok'],
    ['PERSON_NAME', 'quero trocar um produto'],
    ['CPF', '52998224726'],
    ['LINK', 'https://x.com'],
  ] as const)('reads none for %s in: %s', (kind, text) => {
    expect(findAnswer(text, kind)).toBeNull()
  })
})
