import { describe, expect, it } from 'vitest'
import type { NameTrust } from '../../../../subgraphs/identity/customer/nameTrust.ts'
import { isClearlyAnotherName } from '../../../../subgraphs/identity/text/namesDiffer.ts'

const differ = (a: string, b: string, trust: NameTrust = 'BUSINESS'): boolean =>
  isClearlyAnotherName({ name: a, trust }, { name: b, trust })

const clear = [
  ['Ana Recepção', 'Paulo Médico'],
  ['Maria Souza', 'Ana Souza'],
  ['Souza, Maria', 'Ana Souza'],
  ['João Silva', 'João Pereira'],
  ['João Silva Filho', 'João Souza Filho'],
  ['João Pereira', 'João Ferreira'],
  ['Pessoa 1', 'Pessoa 2'],
  ['Pessoa 1', 'Pessoa 10'],
  ['Dr. Carlos Lima', 'Dr. Pedro Rocha'],
  ['Maria da Silva', 'João da Silva'],
  ['Maria Souza', 'Mario Lima'],
  ['Clínica Sorriso', 'Clínica Vida'],
  ['李 明', '王 芳'],
] as const

const unclear = [
  ['Maria', 'Maria Souza'],
  ['Bia Lima', 'Beatriz Lima'],
  ['Lima, Bia', 'Beatriz Lima'],
  ['Maria Clara Souza', 'Maria Souza'],
  ['Souza, Maria', 'Maria Souza'],
  ['Souza Maria', 'Maria Clara Souza'],
  ['Dra. Maria de Souza', 'MARIA SOUZA'],
  ['Maria Souza', 'M. Souza'],
  ['Maria S.', 'Maria Souza'],
  ['Fernando Costa', 'Fer Costa'],
  ['Luiz Sousa', 'Luís Souza'],
  ['João Souza', 'João Sousa'],
  ['MariaSouza', 'Maria Souza'],
  ["Ana D'Ávila", 'Ana Davila'],
  ['Ana Souza 😀', 'Ana Souza'],
  ['João Silva', 'João Silva Filho'],
  ['Junior', 'Carlos Junior'],
  ['Thayná Rocha', 'Tainá Rocha'],
  ['Мария Иванова', 'Maria Ivanova'],
  ['Dona', 'Dona Maria'],
  ['+55 11 98710-0012', 'Maria Souza'],
  ['Visitante 12', 'Maria Souza'],
  ['maria@example.com', 'Paulo Rocha'],
  ['😀', 'Paulo Rocha'],
] as const

describe('isClearlyAnotherName', () => {
  it.each(clear)('takes %s and %s for two people, in either order', (a, b) => {
    expect([differ(a, b), differ(b, a)]).toEqual([true, true])
  })

  it.each(unclear)('does not take %s and %s for two people, in either order', (a, b) => {
    expect([differ(a, b), differ(b, a)]).toEqual([false, false])
  })

  it('takes single words for nicknames when a channel gives one of them', () => {
    const by = (a: NameTrust, b: NameTrust): boolean =>
      isClearlyAnotherName({ name: 'Ana', trust: a }, { name: 'Paulo', trust: b })
    expect({
      business: by('BUSINESS', 'BUSINESS'),
      corrected: by('CORRECTED', 'BUSINESS'),
      channel: by('CHANNEL', 'CHANNEL'),
      first: by('CHANNEL', 'BUSINESS'),
      second: by('CORRECTED', 'CHANNEL'),
    }).toEqual({ business: true, corrected: true, channel: false, first: false, second: false })
  })

  it.each(['rodrigo.souza5179', 'rsouza_oficial', 'souza-rodrigo', 'paulo.rocha'])(
    'takes the user name %s of a channel for a nickname',
    (name) => {
      const userName = { name, trust: 'CHANNEL' } as const
      const others = (['CHANNEL', 'BUSINESS'] as const).map((trust) => ({ name: 'Rodrigo Souza', trust }))
      expect(others.map((other) => isClearlyAnotherName(userName, other))).toEqual([false, false])
      expect(others.map((other) => isClearlyAnotherName(other, userName))).toEqual([false, false])
    },
  )

  it('compares names of several words from a channel', () => {
    expect(differ('Ana Recepção', 'Paulo Médico', 'CHANNEL')).toBe(true)
  })
})
