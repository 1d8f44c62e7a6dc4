import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import { readDelivery } from '../../../../intake/chatwoot/read/readDelivery.ts'
import { planMutations } from '../../../../intake/chatwoot/send/mutationPlan.ts'
import { aContact, aConversation, aMessage } from '../../../support/chatwoot/chatwootBodies.ts'
import { foldDeliveries } from '../support/foldDeliveries.ts'

function objectsAfter(...bodies: JsonObject[]) {
  return [...foldDeliveries(bodies.map((body) => JSON.stringify(body))).values()]
}

function planAfter(...bodies: JsonObject[]) {
  return objectsAfter(...bodies).flatMap(planMutations)
}

/** The inputs of the planned mutations of this name. */
function inputsAfter(mutation: string, ...bodies: JsonObject[]) {
  return planAfter(...bodies).flatMap((planned) => (planned.mutation === mutation ? [planned.input] : []))
}

function readingOf(body: unknown) {
  return readDelivery(body, { sentAt: new Date('2026-06-17T12:00:05.000Z') })
}

function contact(id: number) {
  return { type: 'CHATWOOT_CONTACT', value: `1:${id}`, verified: true }
}

describe('an update of a conversation', () => {
  const changed = (fields: JsonObject, changes: JsonObject[], event = 'conversation_updated') =>
    aConversation({ event, changed_attributes: changes, updated_at: 1_781_697_660.5, ...fields })
  const status = { status: { previous_value: 'open', current_value: 'resolved' } }

  it('and the status event about one change are recorded as one status change', () => {
    const bodies = [
      changed({ status: 'resolved' }, [status]),
      changed({ status: 'resolved' }, [status], 'conversation_status_changed'),
    ]
    expect(inputsAfter('changeConversationStatus', ...bodies)).toEqual([
      {
        occurredAt: '2026-06-17T12:01:00.500Z',
        from: 'OPEN',
        to: 'RESOLVED',
        source: { system: 'chatwoot', externalId: 'status:1:42:1781697660500' },
      },
    ])
  })

  it('that changes several parts of the assignment is one hand-off with the names of the new assignees', () => {
    const meta = {
      sender: { ...aContact(), type: 'contact' },
      assignee: { id: 3, name: 'Ana', type: 'user' },
      assignee_type: 'User',
      team: { id: 5, name: 'comercial' },
    }
    const body = changed({ meta }, [
      { assignee_id: { previous_value: null, current_value: 3 } },
      { assignee_agent_bot_id: { previous_value: 3, current_value: null } },
    ])
    const handoffs = objectsAfter(body).filter(({ kind }) => kind === 'handoff')
    expect(handoffs).toMatchObject([
      {
        state: {
          parts: {
            bot: { from: '3', to: null, name: null },
            person: { from: null, to: '3', name: 'Ana' },
          },
        },
      },
    ])
  })

  it('does not give a former assignee the name of the present one', () => {
    const meta = { sender: aContact(), team: { id: 7, name: 'financeiro' }, assignee: null }
    const body = changed({ meta }, [{ team_id: { previous_value: null, current_value: 5 } }])
    const handoffs = objectsAfter(body).filter(({ kind }) => kind === 'handoff')
    expect(handoffs).toMatchObject([{ state: { parts: { team: { to: '5', name: null } } } }])
  })

  it('gives the status change before the hand-off', () => {
    const reading = readingOf(changed({}, [{ team_id: { previous_value: null, current_value: 5 } }, status]))
    const kinds = reading.outcome === 'understood' ? reading.objects.map(({ kind }) => kind) : []
    expect(kinds).toEqual(['contact', 'conversation', 'status', 'handoff'])
  })

  it('that changes only labels records no interaction', () => {
    const plan = planAfter(changed({ labels: ['vip'] }, [{ label_list: {} }]))
    expect(plan.map(({ mutation }) => mutation)).toEqual(['identifyCustomer', 'recordConversation'])
  })
})

describe('a contact', () => {
  it('has the identifiers that it shows, and former ones that only an update shows are withdrawn', () => {
    const body = aContact({
      event: 'contact_updated',
      email: 'nova@x.example',
      additional_attributes: {
        social_profiles: { instagram: 'maria' },
        social_telegram_user_id: 373_632_635,
      },
      custom_attributes: { cpf: '111.444.777-35' },
      identifier: 'ERP-1',
      changed_attributes: [{ email: { previous_value: 'velha@x.example', current_value: 'nova@x.example' } }],
    })
    expect(inputsAfter('identifyCustomer', body)).toMatchObject([
      {
        identifiers: [
          contact(55),
          { type: 'CPF', value: '11144477735' },
          { type: 'EMAIL', value: 'nova@x.example' },
          { type: 'INSTAGRAM', value: 'maria' },
          { type: 'INTERNAL_ID', value: 'ERP-1' },
          { type: 'PHONE', value: '+5511987654321' },
          { type: 'TELEGRAM', value: '373632635' },
        ],
        withdrawnIdentifiers: [{ type: 'EMAIL', value: 'velha@x.example' }],
      },
    ])
  })

  it.each(['000.000.000-00', '111.444.777-36', '123', {}, null])(
    'has no CPF when the attribute is %j',
    (cpf) => {
      const body = aContact({ event: 'contact_created', custom_attributes: { cpf } })
      expect(inputsAfter('identifyCustomer', body)).toMatchObject([
        { identifiers: [contact(55), { type: 'PHONE', value: '+5511987654321' }] },
      ])
    },
  )

  it('is merged with another contact that wrote the same message, in either order of arrival', () => {
    const bodies = [
      aMessage(),
      aMessage({ event: 'message_updated', sender: aContact({ id: 64, phone_number: null, name: 'M.' }) }),
    ]
    const merge = {
      name: 'merge',
      mutation: 'mergeCustomers',
      contacts: [contact(55), contact(64)],
      input: { reason: 'Chatwoot merged contacts 1:55 and 1:64' },
    }
    expect(planAfter(...bodies)).toContainEqual(expect.objectContaining(merge))
    expect(planAfter(...bodies.reverse())).toContainEqual(expect.objectContaining(merge))
  })

  it('that writes in the conversation of another contact stays a customer of its own', () => {
    const body = aMessage({ sender: aContact({ id: 71, phone_number: null, email: 'cc@x.example' }) })
    expect(planAfter(body).map(({ name }) => name)).not.toContain('merge')
    expect(inputsAfter('recordMessage', body)).toMatchObject([{ customer: { identifiers: [contact(71)] } }])
    expect(inputsAfter('recordConversation', body)).toMatchObject([
      { customer: { identifiers: [contact(55)] } },
    ])
  })
})

describe('a body with faults', () => {
  it.each([
    ['null', null],
    ['a number', 7],
    ['an array', [aMessage()]],
    ['without an event', {}],
    ['with an event that is not text', { event: 7 }],
    ['with an unknown event', aConversation({ event: 'conversation_exploded' })],
    ['with an event named like a method', aConversation({ event: 'toString' })],
    ['without an account', aMessage({ account: null, conversation: { ...aConversation(), account: null } })],
    [
      'with an account of the wrong type',
      aMessage({ account: 'one', conversation: { ...aConversation(), account: 1 } }),
    ],
    ['without a conversation', aMessage({ conversation: null })],
    ['with a conversation of the wrong type', aMessage({ conversation: [] })],
    ['without an id', aMessage({ id: null })],
    ['with an id of the wrong type', aMessage({ id: { $gt: 0 } })],
    ['with an unknown type of message', aMessage({ message_type: 'sideways' })],
    ['with a malformed time', aMessage({ created_at: 'yesterday' })],
    ['with a content of the wrong type', aMessage({ content: { text: 'Oi' } })],
    [
      'of a conversation without a contact',
      aConversation({ event: 'conversation_created', meta: null, contact_inbox: null }),
    ],
    ['of a contact without an id', { ...aContact({ id: 'x' }), event: 'contact_created' }],
  ])('is not understood when it is %s', (_name, body) => {
    const reading = readingOf(body)
    expect(reading.outcome).toBe('not understood')
    expect(reading).toHaveProperty('reason', expect.stringMatching(/expected/u))
  })

  it('is understood as far as its fields are valid', () => {
    const body = aMessage({
      attachments: 'none',
      sender: 'somebody',
      content_attributes: null,
      additional_attributes: 7,
      conversation: aConversation({
        messages: [null, 7, {}],
        labels: { a: 1 },
        priority: 9,
        status: [],
        meta: { sender: { id: '55' } },
      }),
    })
    expect(inputsAfter('recordMessage', body)).toMatchObject([{ text: 'Oi', actor: { kind: 'CUSTOMER' } }])
  })

  it('leaves nothing to keep when it only shows that an agent types', () => {
    expect(readingOf({ event: 'conversation_typing_on' }).outcome).toBe('nothing')
  })

  it('cannot change a prototype', () => {
    const body = JSON.stringify(aConversation({ event: 'conversation_created' })).replace(
      '"custom_attributes":{}',
      '"custom_attributes":{"__proto__":{"polluted":"yes"},"$where":"1==1","a.b":1}',
    )
    foldDeliveries([body])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})
