import { describe, expect, it } from 'vitest'
import { customerOf, type Profile } from '../../../../subgraphs/identity/customer/customer.ts'

const onDay = (day: number) => new Date(Date.UTC(2026, 5, day))

/** The name of a customer with these profiles, the oldest first. */
const nameOf = (...profiles: Partial<Profile>[]) =>
  customerOf(
    profiles.map((profile, index) => ({
      ...{ id: `cus_${index}`, name: null, namedAt: null, tags: [], createdAt: onDay(index + 1) },
      ...profile,
    })),
  ).name

describe('the name of a customer', () => {
  const business = { name: 'Maria Souza', namedAt: onDay(10), nameTrust: 'BUSINESS' } as const
  const channel = { name: 'Mia', namedAt: onDay(20), nameTrust: 'CHANNEL' } as const

  it.each([
    ['is null when no profile has one', [{}, {}], null],
    [
      'is from a system of the business before a newer one from a channel',
      [channel, business],
      'Maria Souza',
    ],
    [
      'is the newest of those from systems of the business',
      [business, { ...business, name: 'Maria Lima', namedAt: onDay(11) }],
      'Maria Lima',
    ],
    [
      'is the newest of those from channels',
      [channel, { ...channel, name: 'Bia', namedAt: onDay(19) }],
      'Mia',
    ],
    [
      'is that of the older profile when both are as new',
      [business, { ...business, name: 'Ana' }],
      'Maria Souza',
    ],
    [
      'counts one that an earlier version stored as from a channel',
      [{ name: 'Mia', namedAt: onDay(20) }, { ...channel, name: 'Bia', namedAt: onDay(21) }, business],
      'Maria Souza',
    ],
    ['is no number when there is a name', [{ ...business, name: '+5511987100012' }, channel], 'Mia'],
    [
      'is a number when there is nothing else',
      [{ name: '5511987100012', namedAt: onDay(1) }, {}],
      '5511987100012',
    ],
    [
      'is a correction before anything that sources give',
      [business, { ...channel, correctedName: 'Mariana', correctedAt: onDay(2) }],
      'Mariana',
    ],
    [
      'is the newest correction, even if it looks like a number',
      [
        { ...business, correctedName: 'Mariana', correctedAt: onDay(2) },
        { ...channel, correctedName: '007', correctedAt: onDay(3) },
      ],
      '007',
    ],
    [
      'is from the sources again when the newest correction is a withdrawal',
      [
        { ...business, correctedName: 'Mariana', correctedAt: onDay(2) },
        { ...channel, correctedName: null, correctedAt: onDay(3) },
      ],
      'Maria Souza',
    ],
  ])('%s', (_, profiles, name) => {
    expect(nameOf(...profiles)).toBe(name)
  })
})
