import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import { readDelivery } from '../../../../intake/chatwoot/read/readDelivery.ts'
import { planMutations } from '../../../../intake/chatwoot/send/mutationPlan.ts'
import { joinObjects } from '../../../../intake/chatwoot/state/chatwootObject.ts'
import type { ContactState } from '../../../../intake/chatwoot/state/objectStates.ts'
import { aContact } from '../../../support/chatwoot/chatwootBodies.ts'
import { at, updated, wrote } from '../support/contactDeliveries.ts'

const sentAt = new Date('2026-06-17T13:00:00.000Z')

/** The plan for contact 1:55 after these bodies, and after what was stored of them before. */
function planAfter(bodies: JsonObject[], stored?: ContactState) {
  const seen = bodies.flatMap((body) => {
    const reading = readDelivery(body, { sentAt })
    return reading.outcome === 'understood'
      ? reading.objects.filter(({ kind, id }) => kind === 'contact' && id === '55')
      : []
  })
  const before = stored ? [{ kind: 'contact' as const, account: '1', id: '55', state: stored }] : []
  const contact = [...before, ...seen].reduce(joinObjects)
  const planned = planMutations(contact).find(({ name }) => name === 'identify')
  if (!planned) throw new Error('expected an identification')
  return planned
}

/** The identifiers that the contact has and had, as `TYPE value`, and the time of the last statement. */
function claimsAfter(...bodies: JsonObject[]) {
  return claimsOf(planAfter(bodies).input)
}

function claimsOf({ identifiers, withdrawnIdentifiers = [], observedAt }: Record<string, unknown>) {
  const names = (list: unknown) =>
    Array.isArray(list)
      ? list.map((each: { type: string; value: string }) => `${each.type} ${each.value}`)
      : list
  return { has: names(identifiers), had: names(withdrawnIdentifiers), observedAt }
}

const contact = 'CHATWOOT_CONTACT 1:55'

describe('the identifiers of a contact', () => {
  it('are those that its newest state shows, and the others are withdrawn', () => {
    const bodies = [
      aContact({ event: 'contact_created', email: 'maria@x.example' }),
      updated(5, { phone_number: null, email: 'maria@x.example' }),
    ]
    const claims = {
      has: [contact, 'EMAIL maria@x.example'],
      had: ['PHONE +5511987654321'],
      observedAt: sentAt.toISOString(),
    }
    expect(claimsAfter(...bodies)).toEqual(claims)
    expect(claimsAfter(...bodies.toReversed())).toEqual(claims)
  })

  it.each<[string, JsonObject, JsonObject, string[], string[]]>([
    [
      'a telephone that is changed',
      {},
      { phone_number: '+551133334444' },
      ['PHONE +551133334444'],
      ['PHONE +5511987654321'],
    ],
    [
      'an e-mail address that is changed',
      { email: 'a@x.example' },
      { email: 'b@x.example' },
      ['EMAIL b@x.example', 'PHONE +5511987654321'],
      ['EMAIL a@x.example'],
    ],
    [
      'an identifier that is emptied',
      { identifier: 'ERP-1' },
      { identifier: '' },
      ['PHONE +5511987654321'],
      ['INTERNAL_ID ERP-1'],
    ],
    [
      'a CPF that is removed',
      { custom_attributes: { cpf: '111.444.777-35' } },
      { custom_attributes: {} },
      ['PHONE +5511987654321'],
      ['CPF 11144477735'],
    ],
    [
      'a CPF in whose place is no CPF',
      { custom_attributes: { cpf: '111.444.777-35' } },
      { custom_attributes: { cpf: 'n/a' } },
      ['PHONE +5511987654321'],
      ['CPF 11144477735'],
    ],
    [
      'a CPF that is written in another way',
      { custom_attributes: { cpf: '111.444.777-35' } },
      { custom_attributes: { documento: 11144477735 } },
      ['CPF 11144477735', 'PHONE +5511987654321'],
      [],
    ],
    [
      'a name of a channel',
      { additional_attributes: { social_profiles: { instagram: 'maria' }, social_telegram_user_id: 7 } },
      { additional_attributes: { social_profiles: { instagram: 'mary' }, social_telegram_user_id: 7 } },
      ['INSTAGRAM mary', 'PHONE +5511987654321', 'TELEGRAM 7'],
      ['INSTAGRAM maria'],
    ],
    [
      'a telephone that is too long for one',
      {},
      { phone_number: '1'.repeat(256) },
      [],
      ['PHONE +5511987654321'],
    ],
  ])('withdraw %s, in either order of arrival', (_name, before, after, has, had) => {
    const bodies = [wrote(1, before), updated(5, after)]
    const claims = { has: [contact, ...has], had, observedAt: at(5) }
    expect(claimsAfter(...bodies)).toEqual(claims)
    expect(claimsAfter(...bodies.toReversed())).toEqual(claims)
  })

  it('are not changed by a body that was made before the newest one, however late it arrives', () => {
    const moved = updated(5, { phone_number: null, email: 'maria@x.example' })
    const late = [wrote(4, {}), aContact({ event: 'contact_created' })]
    const { event: _event, ...snapshot } = aContact()
    const widget = { event: 'webwidget_triggered', account: { id: 1 }, contact: snapshot }
    expect(claimsAfter(moved, ...late, widget)).toMatchObject({
      has: [contact, 'EMAIL maria@x.example'],
      had: ['PHONE +5511987654321'],
    })
  })

  it('are changed by a message, when the delivery of the update is lost', () => {
    expect(claimsAfter(wrote(1, {}), wrote(9, { phone_number: null, email: 'm@x.example' }))).toEqual({
      has: [contact, 'EMAIL m@x.example'],
      had: ['PHONE +5511987654321'],
      observedAt: at(9),
    })
  })

  it('of before an update are withdrawn, although no other delivery shows them', () => {
    const change = { email: { previous_value: 'old@x.example', current_value: null } }
    expect(claimsAfter(updated(5, {}, [change]))).toEqual({
      has: [contact, 'PHONE +5511987654321'],
      had: ['EMAIL old@x.example'],
      observedAt: at(5),
    })
  })

  it('are identifiers again when a later state shows them again', () => {
    const bodies = [wrote(1, {}), updated(5, { phone_number: null }), updated(9, {})]
    expect(claimsAfter(...bodies)).toEqual({
      has: [contact, 'PHONE +5511987654321'],
      had: [],
      observedAt: at(9),
    })
  })

  it('are kept when a later form of the contact leaves their fields out', () => {
    const full = wrote(1, {
      email: 'a@x.example',
      identifier: 'ERP-1',
      custom_attributes: { cpf: '11144477735' },
    })
    const short = { event: 'contact_updated', account: { id: 1 }, id: 55, name: 'Maria', phone_number: null }
    const changed_attributes = [{ updated_at: { current_value: at(5) } }]
    expect(claimsAfter(full, { ...short, changed_attributes })).toEqual({
      has: [contact, 'CPF 11144477735', 'EMAIL a@x.example', 'INTERNAL_ID ERP-1'],
      had: ['PHONE +5511987654321'],
      observedAt: at(5),
    })
    const malformed = { ...short, phone_number: {}, email: [], custom_attributes: 'x', changed_attributes }
    expect(claimsAfter(full, malformed)).toMatchObject({ had: [] })
  })

  it('that two forms in one body show are all theirs', () => {
    const body = wrote(1, {})
    const sender = aContact({ phone_number: null, custom_attributes: { cpf: '11144477735' } })
    expect(claimsAfter({ ...body, sender })).toEqual({
      has: [contact, 'CPF 11144477735', 'PHONE +5511987654321'],
      had: [],
      observedAt: at(1),
    })
  })

  it('that an update without a time shows count from its time of sending on', () => {
    const change = [{ phone_number: { previous_value: '+5511987654321', current_value: null } }]
    expect(claimsAfter(wrote(1, {}), updated(null, { phone_number: null }, change))).toEqual({
      has: [contact],
      had: ['PHONE +5511987654321'],
      observedAt: sentAt.toISOString(),
    })
  })

  it('that a body from the future shows count from its time of sending on', () => {
    const future = updated(null, { phone_number: null }, [
      { updated_at: { current_value: '2026-06-17T13:02:00.000Z' } },
    ])
    expect(claimsAfter(wrote(1, {}), future)).toMatchObject({
      had: ['PHONE +5511987654321'],
      observedAt: sentAt.toISOString(),
    })
  })

  it('that are withdrawn are the latest twenty of them', () => {
    const phone = (minute: number) => `+5511987654${String(100 + minute)}`
    const bodies = Array.from({ length: 30 }, (_, minute) =>
      updated(minute + 1, { phone_number: phone(minute) }),
    )
    const { had } = claimsAfter(...bodies)
    expect(had).toEqual(Array.from({ length: 20 }, (_, index) => `PHONE ${phone(index + 9)}`))
  })

  it('of a contact that was stored before are withdrawn by its next delivery only, without being sent again for nothing', () => {
    const stored = { identifiers: ['EMAIL a@x.example', 'PHONE +5511987654321'], name: null }
    const before = planAfter([], stored)
    expect(before.input).not.toHaveProperty('observedAt')
    expect(claimsOf(before.input)).toMatchObject({ has: [contact, ...stored.identifiers], had: [] })
    const same = planAfter([updated(5, { email: 'a@x.example', name: 'calma-azul-533' })], stored)
    expect(same.fingerprint).toBe(before.fingerprint)
    const next = planAfter([updated(5, {})], stored)
    expect(claimsOf(next.input)).toEqual({
      has: [contact, 'PHONE +5511987654321'],
      had: ['EMAIL a@x.example'],
      observedAt: at(5),
    })
    expect(next.fingerprint).not.toBe(before.fingerprint)
  })

  it('are not sent again because a later delivery shows the same', () => {
    expect(planAfter([wrote(1, {}), wrote(9, {})]).fingerprint).toBe(planAfter([wrote(1, {})]).fingerprint)
  })

  it('do not depend on the order of the deliveries, nor on how often each arrives', () => {
    const fields = fc.record(
      {
        phone_number: fc.constantFrom(null, '+5511987654321', '+5511987654322'),
        email: fc.constantFrom(null, 'a@x.example', 'b@x.example'),
        custom_attributes: fc.constantFrom({}, { cpf: '11144477735' }, { cpf: '52998224725' }),
      },
      { requiredKeys: [] },
    )
    const minute = fc.integer({ min: 0, max: 6 })
    const body = fc.oneof(
      fc.tuple(minute, fields).map((given) => wrote(...given)),
      fc.tuple(fc.option(minute), fields).map((given) => updated(...given)),
      fields.map((given) => aContact({ event: 'contact_created', ...given })),
    )
    fc.assert(
      fc.property(
        fc
          .array(body, { minLength: 1, maxLength: 8 })
          .chain((bodies) =>
            fc.tuple(
              fc.constant(bodies),
              fc.shuffledSubarray(bodies, { minLength: bodies.length }),
              fc.subarray(bodies),
            ),
          ),
        ([bodies, shuffled, repeated]) => {
          expect(planAfter([...shuffled, ...repeated])).toEqual(planAfter(bodies))
        },
      ),
    )
  })
})
