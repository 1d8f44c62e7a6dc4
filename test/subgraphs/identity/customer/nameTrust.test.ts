import { describe, expect, it } from 'vitest'
import { isNewsOfName } from '../../../../subgraphs/identity/customer/nameTrust.ts'

const [earlier, at, later] = [
  new Date('2026-11-01T12:00:00Z'),
  new Date('2026-11-02T12:00:00Z'),
  new Date('2026-11-03T12:00:00Z'),
] as const

const named = { name: 'Maria Souza', namedAt: at, nameTrust: 'BUSINESS' } as const

describe('isNewsOfName', () => {
  it.each([
    ['a first name', { name: null, namedAt: null }, { name: 'Maria', trust: 'CHANNEL', at }],
    ['a newer name of the same trust', named, { name: 'Maria Lima', trust: 'BUSINESS', at: later }],
    ['another name of the same time', named, { name: 'Maria Lima', trust: 'BUSINESS', at }],
    ['an older name of a higher trust', named, { name: 'Maria Lima', trust: 'CORRECTED', at: earlier }],
    ['the same name of a higher trust', named, { name: 'Maria Souza', trust: 'CORRECTED', at }],
    [
      'a name for a number',
      { ...named, name: '+5511987100012' },
      { name: 'Mia', trust: 'CHANNEL', at: earlier },
    ],
    [
      'any trust above that of a name without one',
      { name: 'Maria', namedAt: at },
      { name: 'Maria Lima', trust: 'BUSINESS', at: earlier },
    ],
  ] as const)('accepts %s', (_, profile, given) => {
    expect(isNewsOfName(profile, given)).toBe(true)
  })

  it.each([
    ['an older name of the same trust', named, { name: 'Maria Lima', trust: 'BUSINESS', at: earlier }],
    ['a newer name of a lower trust', named, { name: 'Mia', trust: 'CHANNEL', at: later }],
    ['the same name again', named, { name: 'Maria Souza', trust: 'BUSINESS', at: later }],
    ['a number for a name', named, { name: '5511987100012', trust: 'CORRECTED', at: later }],
    ['a sign as the first name', { name: null, namedAt: null }, { name: '~', trust: 'BUSINESS', at }],
  ] as const)('refuses %s', (_, profile, given) => {
    expect(isNewsOfName(profile, given)).toBe(false)
  })
})
