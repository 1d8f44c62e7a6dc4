import { expect, it } from 'vitest'
import { timeFaults } from '../../../interactions/recording/inputFaults.ts'

const now = new Date('2026-06-10T12:00:00.000Z')
const messagesOf = (iso: string) => timeFaults('occurredAt', new Date(iso), now).map(({ message }) => message)

it.each([
  '1990-01-01T00:00:00.000Z',
  '1999-12-31T23:59:59.999Z',
  '2026-06-10T12:00:00.000Z',
  '2026-06-11T12:00:00.000Z',
])('a time can be %s', (iso) => {
  expect(messagesOf(iso)).toEqual([])
})

it.each(['1989-12-31T23:59:59.999Z', '1970-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z'])(
  'a time before 1990 is refused: %s',
  (iso) => {
    expect(messagesOf(iso)).toEqual([`occurredAt: expected 1990-01-01T00:00:00.000Z or later, got ${iso}`])
  },
)

it.each(['2026-06-11T12:00:00.001Z', '9999-12-31T23:59:59.999Z'])(
  'a time more than a day ahead is refused: %s',
  (iso) => {
    expect(messagesOf(iso)).toEqual([
      `occurredAt: expected at most a day after ${now.toISOString()}, got ${iso}`,
    ])
  },
)

it('a time that is not given has no fault', () => {
  expect([timeFaults('setAt', null, now), timeFaults('setAt', undefined, now)]).toEqual([[], []])
})
