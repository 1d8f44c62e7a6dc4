import { describe, expect, it } from 'vitest'
import type { PlannedMutation } from '../../../../intake/chatwoot/send/plannedMutation.ts'
import { withoutRefused } from '../../../../intake/chatwoot/send/withoutRefused.ts'

const contact = { type: 'CHATWOOT_CONTACT', value: '1:55' }
const email = { type: 'EMAIL', value: 'no address' }
const input = {
  identifiers: [contact, email],
  withdrawnIdentifiers: [email],
  name: 'Maria',
  observedAt: '2026-06-17T12:00:00.000Z',
}
const planned: PlannedMutation = {
  name: 'identify',
  mutation: 'identifyCustomer',
  input,
  conversation: null,
  fingerprint: '',
}

/** What is sent after these fields were refused; null when nothing is. */
function leftAfter(...fields: (string[] | null)[]) {
  const userErrors = fields.map((field) => ({ code: 'INVALID_VALUE', message: 'expected …', field }))
  return withoutRefused(planned, { id: null, userErrors })?.input ?? null
}

describe('an identification of which parts were refused', () => {
  it('is sent without these parts', () => {
    const { observedAt: _observedAt, ...undated } = input
    const { withdrawnIdentifiers: _withdrawn, ...withoutWithdrawn } = input
    expect(leftAfter(['identifiers', '1', 'value'])).toEqual({ ...input, identifiers: [contact] })
    expect(leftAfter(['identifiers', '1', 'value'], ['identifiers', '1', 'type'])).toEqual({
      ...input,
      identifiers: [contact],
    })
    expect(leftAfter(['withdrawnIdentifiers', '0', 'value'])).toEqual(withoutWithdrawn)
    expect(leftAfter(['observedAt'])).toEqual(undated)
    expect(leftAfter(['identifiers', '1'], ['withdrawnIdentifiers', '0'], ['observedAt'])).toEqual({
      identifiers: [contact],
      name: 'Maria',
    })
  })

  it.each([
    [
      'no identifier is left',
      [
        ['identifiers', '0'],
        ['identifiers', '1'],
      ],
    ],
    ['something else was refused', [['name']]],
    ['something else was refused too', [['identifiers', '1'], ['name']]],
    ['no field is named', [null]],
    ['a list was refused as a whole', [['withdrawnIdentifiers']]],
    ['the identifier is none of those sent', [['identifiers', '2']]],
  ])('is not sent again when %s', (_name, fields) => {
    expect(leftAfter(...fields)).toBeNull()
  })
})
