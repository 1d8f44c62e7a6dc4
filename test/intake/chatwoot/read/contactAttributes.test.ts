import { describe, expect, it } from 'vitest'
import { joinContacts } from '../../../../intake/chatwoot/state/objectStates.ts'
import { type JsonObject, objectOf } from '../../../../intake/chatwoot/read/json.ts'
import { planMutations } from '../../../../intake/chatwoot/send/mutationPlan.ts'
import { aContact, aConversation } from '../../../support/chatwoot/chatwootBodies.ts'
import { foldDeliveries } from '../support/foldDeliveries.ts'

const firstSentAt = '2026-07-01T00:00:00.000Z'

/** The inputs that set attributes after these bodies, which are sent one minute after the other. */
function inputsAfter(...bodies: JsonObject[]) {
  const objects = foldDeliveries(
    bodies.map((body) => JSON.stringify(body)),
    { secondsApart: 60 },
  )
  return [...objects.values()]
    .flatMap(planMutations)
    .flatMap(({ mutation, input }) => (mutation === 'setCustomerAttributes' ? [input] : []))
}

function attributesAfter(...bodies: JsonObject[]) {
  return inputsAfter(...bodies).flatMap(({ attributes }) => attributes)
}

function shown(attributes: unknown, event = 'contact_created') {
  return aContact({ event, custom_attributes: attributes })
}

describe('the custom attributes of a contact', () => {
  it('are set on their customer, each by itself, at the time of the delivery', () => {
    const customer = { identifiers: [{ type: 'CHATWOOT_CONTACT', value: '1:55', verified: true }] }
    expect(inputsAfter(shown({ plano: 'Ouro', cidade: 'Recife' }))).toEqual([
      {
        customer,
        attributes: [{ name: 'cidade', type: 'STRING', value: 'Recife', setAt: firstSentAt }],
        source: 'chatwoot',
      },
      {
        customer,
        attributes: [{ name: 'plano', type: 'STRING', value: 'Ouro', setAt: firstSentAt }],
        source: 'chatwoot',
      },
    ])
  })

  it.each([
    ['a text', ' Ouro ', { type: 'STRING', value: 'Ouro' }],
    ['a number', 12.5, { type: 'NUMBER', value: '12.5' }],
    ['a number with an exponent', 1e21, { type: 'STRING', value: '1e+21' }],
    ['a boolean', false, { type: 'BOOLEAN', value: 'false' }],
    ['a day', '2026-06-01', { type: 'STRING', value: '2026-06-01' }],
    ['an object', { rua: 'A', n: 1 }, { type: 'STRING', value: '{"n":1,"rua":"A"}' }],
    ['a list', ['a', 'b'], { type: 'STRING', value: '["a","b"]' }],
    ['a text of the greatest length', 'x'.repeat(1_000), { type: 'STRING', value: 'x'.repeat(1_000) }],
    ['a longer text', 'x'.repeat(1_001), { type: 'STRING', value: `${'x'.repeat(999)}…` }],
    [
      'a text whose cut is inside a character',
      `${'x'.repeat(998)}😀yy`,
      { type: 'STRING', value: `${'x'.repeat(998)}…` },
    ],
    ['half a character', 'a\ud800b', { type: 'STRING', value: 'a\ufffdb' }],
  ])('keep %s', (_name, given, kept) => {
    expect(attributesAfter(shown({ campo: given }))).toEqual([{ name: 'campo', ...kept, setAt: firstSentAt }])
  })

  it.each([null, '', '  ', '\u0000\n'])('are none without a value, %j', (given) => {
    expect(attributesAfter(shown({ campo: given }))).toEqual([])
  })

  it.each([null, 'Ouro', 7, ['Ouro'], true])('are none when they are not an object, %j', (given) => {
    expect(attributesAfter(shown(given))).toEqual([])
  })

  it('have the value that was sent last, whichever event shows it', () => {
    const conversation = aConversation({
      event: 'conversation_updated',
      meta: { sender: { ...aContact(), type: 'contact', custom_attributes: { plano: 'Diamante' } } },
    })
    const bodies = [shown({ plano: 'Ouro' }), shown({ plano: 'Prata' }, 'contact_updated'), conversation]
    expect(attributesAfter(...bodies.slice(0, 2))).toMatchObject([{ value: 'Prata' }])
    expect(attributesAfter(...bodies)).toMatchObject([
      { value: 'Diamante', setAt: '2026-07-01T00:02:00.000Z' },
    ])
  })

  it('keep the last value of one that is no longer there', () => {
    const bodies = [shown({ plano: 'Ouro', cidade: 'Recife' }), shown({ cidade: 'Natal' }, 'contact_updated')]
    expect(attributesAfter(...bodies)).toMatchObject([
      { name: 'cidade', value: 'Natal' },
      { name: 'plano', value: 'Ouro' },
    ])
  })

  it('need no second mutation when a later delivery shows the same values', () => {
    const fingerprints = (...bodies: JsonObject[]) =>
      [
        ...foldDeliveries(
          bodies.map((body) => JSON.stringify(body)),
          { secondsApart: 60 },
        ).values(),
      ]
        .flatMap(planMutations)
        .map(({ name, fingerprint }) => [name, fingerprint])
    const body = shown({ plano: 'Ouro' })
    const again = shown({ plano: 'Ouro' }, 'contact_updated')
    expect(fingerprints(body, again)).toEqual(fingerprints(body))
  })

  it('are at most one more than a profile may have, the same ones in any order of the deliveries', () => {
    const many = (from: number) =>
      Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`a${1_000 + from + index}`, 'x']))
    const bodies = [shown(many(60)), shown(many(0), 'contact_updated')]
    const names = (...given: JsonObject[]) => attributesAfter(...given).map((each) => objectOf(each)['name'])
    expect(names(...bodies)).toHaveLength(101)
    expect(names(...bodies.toReversed())).toEqual(names(...bodies))
  })

  it('do not change what a contact without any is stored as', () => {
    const state = { identifiers: ['PHONE +5511987654321'], name: null }
    expect(joinContacts(state, state)).toEqual(state)
    const [contact] = foldDeliveries([JSON.stringify(shown({}))]).values()
    expect(contact?.state).not.toHaveProperty('attributes')
  })

  it('cannot change a prototype', () => {
    const body = JSON.stringify(shown({})).replace(
      '"custom_attributes":{}',
      '"custom_attributes":{"__proto__":{"polluted":"yes"},"a.b":"c","$where":"1"}',
    )
    const objects = foldDeliveries([body, body])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect([...objects.values()]).toMatchObject([
      { state: { attributes: { 'a.b': { value: { value: 'c' } }, $where: { value: { value: '1' } } } } },
    ])
  })
})
