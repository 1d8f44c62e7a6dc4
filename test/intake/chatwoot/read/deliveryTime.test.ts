import { describe, expect, it } from 'vitest'
import { readDelivery } from '../../../../intake/chatwoot/read/readDelivery.ts'
import { aContact } from '../../../support/chatwoot/chatwootBodies.ts'

describe('the time of a contact’s attributes', () => {
  it.each([
    ['that of the arrival in the second of sending', '2026-07-01T00:00:00.600Z', '2026-07-01T00:00:00.600Z'],
    ['the end of that second when it arrives later', '2026-07-01T00:00:07.000Z', '2026-07-01T00:00:00.999Z'],
    ['that of sending when the sender is ahead', '2026-06-30T23:59:59.000Z', '2026-07-01T00:00:00.000Z'],
  ])('is %s', (_name, receivedAt, expected) => {
    const body = aContact({ event: 'contact_created', custom_attributes: { plano: 'Ouro' } })
    const times = { sentAt: new Date('2026-07-01T00:00:00.000Z'), receivedAt: new Date(receivedAt) }
    const reading = readDelivery(body, times)
    expect(reading).toMatchObject({
      objects: [{ state: { attributes: { plano: { at: Date.parse(expected) } } } }],
    })
  })
})
