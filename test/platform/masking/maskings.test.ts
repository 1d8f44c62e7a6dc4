import { describe, expect, it } from 'vitest'
import { maskJson } from '../../../platform/masking/maskJson.ts'
import { maskings } from '../../../platform/masking/maskings.ts'

describe('maskJson', () => {
  it('masks texts, whole numbers and names of members at any depth, in a copy', () => {
    const given = {
      cpf: '111.444.777-35',
      phones: [5511987654321, '3265-4321', 1234567, -23.5505199, null, true],
      deep: [{ '+5511987654321': { mail: 'ana@x.com', at: '2026-06-01' } }],
    }
    const before = structuredClone(given)
    expect(maskJson(given)).toEqual({
      cpf: '***.444.777-**',
      phones: ['***********21', '****-**21', 1234567, -23.5505199, null, true],
      deep: [{ '+***********21': { mail: 'a***@…', at: '2026-06-01' } }],
    })
    expect(given).toEqual(before)
  })

  it('keeps a member that is named __proto__ as a member', () => {
    const masked = maskJson(JSON.parse('{"__proto__":{"a":1}}'))
    expect(JSON.stringify(masked)).toBe('{"__proto__":{"a":1}}')
  })
})

describe('the maskings', () => {
  it.each([
    ['name', 'Marina S. Duarte', 'Marina S. Duarte'],
    ['name', 'João 11 98765-4321', 'João ** *****-**21'],
    ['name', 'mari.pedala', '*********la'],
    ['name', '@joao_silva', '*********va'],
    ['identifier', '32654321', '******21'],
    ['identifier', 'erp-4711', '******11'],
    ['identifier', '1:55', '****'],
    ['identifier', '11144477735', '***.444.777-**'],
    ['identifier', '12ABC34501DE35', '**.ABC.345/****-**'],
    ['link', 'https://chat.example/rails/blobs/eyJ/a.pdf?x=1', 'https://chat.example/***'],
    ['link', 'https://ana@chat.example:3000', 'https://chat.example:3000/***'],
    ['link', 'data:text/plain,ana', '***'],
  ] as const)('show a %s of %s as %s', (masking, text, masked) => {
    const mask: (text: string, of: unknown) => string = maskings[masking]
    expect(mask(text, null)).toBe(masked)
  })

  it('mask the id of the customer as a whole, and the ids of others as texts', () => {
    const show = (id: string, kind: string) => maskings.actorId(id, { kind })
    expect(show('mari', 'CUSTOMER')).toBe('****')
    expect(show('5511987654321', 'CUSTOMER')).toBe('***********21')
    expect(show('agent-7', 'HUMAN')).toBe('agent-7')
    expect(show('paula@loja.example', 'HUMAN')).toBe('p***@…')
  })
})
