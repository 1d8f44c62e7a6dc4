import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../intake/chatwoot/read/json.ts'
import type { ComparableInteraction } from '../../support/expectedHistory.ts'
import { aContact, aConversation, aMessage, ana, aNestedMessage, iris } from '../../support/chatwootBodies.ts'
import { readDelivery } from '../../../intake/chatwoot/read/readDelivery.ts'
import { foldDeliveries, historyOf } from './foldDeliveries.ts'

function historyAfter(...bodies: JsonObject[]) {
  return historyOf(foldDeliveries(bodies.map((body) => JSON.stringify(body))))
}

function interactionsAfter(...bodies: JsonObject[]): ComparableInteraction[] {
  return historyAfter(...bodies).flatMap(({ interactions }) => interactions)
}

function actorAfter(fields: JsonObject): unknown {
  return interactionsAfter(aMessage(fields))[0]?.['actor']
}

function outcomeOf(body: unknown) {
  return readDelivery(body, { sentAt: new Date('2026-06-17T12:00:05.000Z') })
}

const outgoing = { message_type: 'outgoing' }

describe('who wrote a message', () => {
  test.each([
    ['an incoming one', {}, 'CUSTOMER'],
    ["a user's", { ...outgoing, sender: ana }, 'HUMAN'],
    [
      "a user's sent by a rule",
      { ...outgoing, sender: ana, content_attributes: { automation_rule_id: 17 } },
      'AUTOMATION',
    ],
    [
      "a user's sent by a campaign",
      { ...outgoing, sender: ana, additional_attributes: { campaign_id: 4 } },
      'AUTOMATION',
    ],
    [
      'one typed on the phone',
      { ...outgoing, sender: null, content_attributes: { external_echo: true } },
      'HUMAN',
    ],
    ["a bot's", { ...outgoing, sender: iris }, 'AI'],
    ["an assistant's", { ...outgoing, sender: { id: 4, name: 'Captain', type: 'captain_assistant' } }, 'AI'],
    ["nobody's", { ...outgoing, sender: null }, 'AUTOMATION'],
    ['a template', { message_type: 'template', sender: null }, 'AUTOMATION'],
    ['a survey', { ...outgoing, sender: ana, content_type: 'input_csat' }, 'AUTOMATION'],
    ['a private one', { ...outgoing, sender: ana, private: true }, 'HUMAN'],
  ])('%s', (_name, fields, actor) => {
    expect(actorAfter(fields)).toBe(actor)
  })

  test('is still known when a deletion wipes it, whichever comes first', () => {
    const echo = aMessage({ ...outgoing, sender: null, content_attributes: { external_echo: true } })
    const deletion = aMessage({
      ...outgoing,
      event: 'message_updated',
      sender: null,
      content: 'Esta mensagem foi excluída',
      content_attributes: { deleted: true },
    })
    const deleted = { actor: 'HUMAN', deleted: true, text: null }
    expect(interactionsAfter(echo, deletion)).toMatchObject([deleted])
    expect(interactionsAfter(deletion, echo)).toMatchObject([deleted])
  })
})

describe('what a message says', () => {
  const update = (content: string, updatedAt: string) =>
    aMessage({
      event: 'message_updated',
      content,
      conversation: aConversation({ messages: [aNestedMessage({ content, updated_at: updatedAt })] }),
    })

  test('is what the update with the later time says', () => {
    const bodies = [
      update('segunda', '2026-06-17T12:02:00.000Z'),
      update('primeira', '2026-06-17T12:01:00.000Z'),
    ]
    expect(interactionsAfter(...bodies)).toMatchObject([{ text: 'segunda' }])
    expect(interactionsAfter(...bodies.reverse())).toMatchObject([{ text: 'segunda' }])
  })

  test('is never taken back by a creation or by what a conversation carries', () => {
    const late = { updated_at: '2026-06-17T13:00:00.000Z' }
    const carrying = aConversation({ event: 'conversation_updated', messages: [aNestedMessage(late)] })
    expect(interactionsAfter(aMessage(), update('nova', '2026-06-17T12:01:00.000Z'), carrying)).toMatchObject(
      [{ text: 'nova' }],
    )
  })

  test('keeps the exact time, whatever the whole seconds of another place say', () => {
    const exact = aMessage({ created_at: '2026-06-17T12:00:00.123Z' })
    const carrying = aConversation({ event: 'conversation_created', messages: [aNestedMessage()] })
    const expected = [{ occurredAt: '2026-06-17T12:00:00.123Z' }]
    expect(interactionsAfter(carrying, exact)).toMatchObject(expected)
    expect(interactionsAfter(exact, carrying)).toMatchObject(expected)
  })

  test('keeps a transcript that a late creation lacks', () => {
    const audio = { id: 301, file_type: 'audio', data_url: 'https://x.example/a' }
    const first = aMessage({ content: null, attachments: [{ ...audio, transcribed_text: '' }] })
    const transcribed = aMessage({
      event: 'message_updated',
      content: null,
      attachments: [{ ...audio, transcribed_text: 'Cabe?' }],
    })
    expect(interactionsAfter(transcribed, first)).toMatchObject([
      { text: null, attachments: [{ type: 'audio', transcript: 'Cabe?' }] },
    ])
  })

  test('keeps a transcript that an update gave, whatever a conversation carries later', () => {
    const audio = { id: 301, file_type: 'audio', data_url: 'https://x.example/a' }
    const said = (transcript: string) => ({
      content: null,
      attachments: [{ ...audio, transcribed_text: transcript }],
    })
    const updated = aMessage({ event: 'message_updated', ...said('Cabe?') })
    const nested = aNestedMessage({ ...said('Sabe?'), updated_at: '2026-06-17T13:00:00.000Z' })
    const carrying = aConversation({ event: 'conversation_updated', messages: [nested] })
    const expected = [{ attachments: [{ transcript: 'Cabe?' }] }]
    expect(interactionsAfter(updated, carrying)).toMatchObject(expected)
    expect(interactionsAfter(carrying, updated)).toMatchObject(expected)
  })

  test('of a survey is trimmed, also without a link', () => {
    const content = '  De 1 a 5?\n'
    const survey = aMessage({ message_type: 'template', content_type: 'input_csat', content, sender: null })
    expect(interactionsAfter(survey)).toMatchObject([{ text: 'De 1 a 5?' }])
  })

  test('loses the link to a survey, and is trimmed', () => {
    const content = 'Avalie aqui: https://x.example/survey/responses/7e2b3540-2642-42b5-8618-8685dedcb7b8'
    const survey = aMessage({ message_type: 'template', content_type: 'input_csat', content, sender: null })
    expect(interactionsAfter(survey)).toMatchObject([{ text: 'Avalie aqui:' }])
  })

  test.each([
    [['sent', 'delivered', 'read'], 'read'],
    [['read', 'delivered'], 'read'],
    [['sent', 'failed', 'delivered'], 'failed'],
  ])('got as far as the furthest of %j', (statuses, delivery) => {
    const bodies = statuses.map((status) =>
      aConversation({
        event: 'conversation_updated',
        messages: [
          aNestedMessage({ message_type: 1, status, sender: ana, sender_type: 'User', sender_id: 3 }),
        ],
      }),
    )
    expect(interactionsAfter(...bodies)).toMatchObject([{ actor: 'HUMAN', delivery }])
  })

  test('has no way to go when the customer wrote it', () => {
    const carrying = aConversation({ event: 'conversation_created', messages: [aNestedMessage()] })
    expect(interactionsAfter(carrying)).toMatchObject([{ actor: 'CUSTOMER', delivery: null }])
  })
})

describe('an update of a conversation', () => {
  const changed = (fields: JsonObject, changes: JsonObject[], event = 'conversation_updated') =>
    aConversation({ event, changed_attributes: changes, updated_at: 1_781_697_660.5, ...fields })
  const status = { status: { previous_value: 'open', current_value: 'resolved' } }

  test('and the event of its own about one change of status are one', () => {
    const bodies = [
      changed({ status: 'resolved' }, [status]),
      changed({ status: 'resolved' }, [status], 'conversation_status_changed'),
    ]
    expect(interactionsAfter(...bodies)).toEqual([
      {
        occurredAt: '2026-06-17T12:01:00.500Z',
        kind: 'STATUS',
        actor: 'SYSTEM',
        visibility: 'PUBLIC',
        channel: 'WHATSAPP',
        conversation: '1:42',
        from: 'open',
        to: 'resolved',
      },
    ])
  })

  test('with several keys of the assignment is one hand-off, with the names of who has it now', () => {
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
    expect(interactionsAfter(body)).toMatchObject([
      {
        kind: 'HANDOFF',
        visibility: 'INTERNAL',
        from: { bot: { id: '3' }, person: null },
        to: { bot: null, person: { id: '3', name: 'Ana' } },
      },
    ])
  })

  test('names nobody whom a later change has put in place', () => {
    const meta = { sender: aContact(), team: { id: 7, name: 'financeiro' }, assignee: null }
    const body = changed({ meta }, [{ team_id: { previous_value: null, current_value: 5 } }])
    expect(interactionsAfter(body)).toMatchObject([{ to: { team: { id: '5', name: null } } }])
  })

  test('tells the status before the hand-off', () => {
    const reading = outcomeOf(changed({}, [{ team_id: { previous_value: null, current_value: 5 } }, status]))
    const kinds = reading.outcome === 'understood' ? reading.objects.map(({ kind }) => kind) : []
    expect(kinds).toEqual(['contact', 'conversation', 'status', 'handoff'])
  })

  test('of its labels alone leaves nothing in the history', () => {
    expect(interactionsAfter(changed({ labels: ['vip'] }, [{ label_list: {} }]))).toEqual([])
  })
})

describe('a rating', () => {
  const rated = (rating: number, updatedAt: string) => {
    const attributes = { submitted_values: { csat_survey_response: { rating, feedback_message: 'Bom' } } }
    const survey = { message_type: 'template', content_type: 'input_csat', content_attributes: attributes }
    return aMessage({
      ...survey,
      event: 'message_updated',
      sender: null,
      conversation: aConversation({
        messages: [
          aNestedMessage({
            ...survey,
            message_type: 3,
            sender: null,
            sender_type: null,
            updated_at: updatedAt,
          }),
        ],
      }),
    })
  }

  test('stands at its first time and says what was said last, in any order', () => {
    const bodies = [rated(4, '2026-06-17T12:10:00.000Z'), rated(5, '2026-06-17T12:20:00.000Z')]
    const expected = {
      kind: 'FEEDBACK',
      occurredAt: '2026-06-17T12:10:00.000Z',
      rating: 5,
      actor: 'CUSTOMER',
    }
    expect(interactionsAfter(...bodies)).toContainEqual(expect.objectContaining(expected))
    expect(interactionsAfter(...bodies.reverse())).toContainEqual(expect.objectContaining(expected))
  })

  test('given again after the customer wrote something else is known by when it was sent', () => {
    const elsewhere = (rating: number, comment: string) => {
      const attributes = { submitted_values: { csat_survey_response: { rating, feedback_message: comment } } }
      const survey = { message_type: 'template', content_type: 'input_csat', content_attributes: attributes }
      const conversation = aConversation({ messages: [aNestedMessage({ id: 9002, content: 'obrigado' })] })
      return JSON.stringify(aMessage({ ...survey, event: 'message_updated', sender: null, conversation }))
    }
    for (const [first, second] of [
      [elsewhere(4, 'Ruim'), elsewhere(5, 'Agora bom')],
      [elsewhere(5, 'Agora bom'), elsewhere(4, 'Ruim')],
    ] as const) {
      const [rating] = historyOf(foldDeliveries([first, second], { secondsApart: 9 }))
        .flatMap(({ interactions }) => interactions)
        .filter(({ kind }) => kind === 'FEEDBACK')
      expect(rating).toMatchObject({ rating: second.includes('Agora') ? 5 : 4 })
    }
  })

  test('that is none goes into quarantine', () => {
    expect(outcomeOf(rated(6, '2026-06-17T12:10:00.000Z'))).toMatchObject({ outcome: 'not understood' })
  })
})

describe('a contact', () => {
  test('keeps every identifier he ever had, also those that only an update names as former', () => {
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
    expect(historyAfter(body)[0]?.identifiers).toEqual([
      'CPF 11144477735',
      'EMAIL nova@x.example',
      'EMAIL velha@x.example',
      'INSTAGRAM maria',
      'INTERNAL_ID ERP-1',
      'PHONE +5511987654321',
      'TELEGRAM 373632635',
    ])
  })

  test.each(['000.000.000-00', '111.444.777-36', '123', {}, null])('has no CPF when it is %j', (cpf) => {
    const body = aContact({ event: 'contact_created', custom_attributes: { cpf } })
    expect(historyAfter(body)[0]?.identifiers).toEqual(['PHONE +5511987654321'])
  })

  test('is one with another who wrote the same message, in either order', () => {
    const bodies = [
      aMessage(),
      aMessage({ event: 'message_updated', sender: aContact({ id: 64, phone_number: null, name: 'M.' }) }),
    ]
    expect(historyAfter(...bodies)).toMatchObject([{ chatwootContacts: ['1:55', '1:64'] }])
    expect(historyAfter(...bodies.reverse())).toMatchObject([{ chatwootContacts: ['1:55', '1:64'] }])
  })

  test('who writes in the conversation of another stays himself', () => {
    const body = aMessage({ sender: aContact({ id: 71, phone_number: null, email: 'cc@x.example' }) })
    expect(historyAfter(body).map(({ chatwootContacts }) => chatwootContacts)).toEqual([['1:55'], ['1:71']])
  })
})

describe('a body that is not as it should be', () => {
  test.each([
    ['null', null],
    ['a number', 7],
    ['an array', [aMessage()]],
    ['without an event', {}],
    ['with an event that is no text', { event: 7 }],
    ['with an event nobody knows', aConversation({ event: 'conversation_exploded' })],
    ['named like a method', aConversation({ event: 'toString' })],
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
    ['with a time that is none', aMessage({ created_at: 'yesterday' })],
    ['with a content of the wrong type', aMessage({ content: { text: 'Oi' } })],
    [
      'of a conversation that is nobody’s',
      aConversation({ event: 'conversation_created', meta: null, contact_inbox: null }),
    ],
    ['of a contact without an id', { ...aContact({ id: 'x' }), event: 'contact_created' }],
  ])('is not understood: %s', (_name, body) => {
    const reading = outcomeOf(body)
    expect(reading.outcome).toBe('not understood')
    expect(reading).toHaveProperty('reason', expect.stringMatching(/expected|not known/u))
  })

  test('is understood as far as it can be', () => {
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
    expect(interactionsAfter(body)).toMatchObject([{ text: 'Oi', actor: 'CUSTOMER' }])
  })

  test('leaves nothing when somebody types', () => {
    expect(outcomeOf({ event: 'conversation_typing_on' }).outcome).toBe('nothing')
  })

  test('cannot reach a prototype', () => {
    const body = JSON.stringify(aConversation({ event: 'conversation_created' })).replace(
      '"custom_attributes":{}',
      '"custom_attributes":{"__proto__":{"polluted":"yes"},"$where":"1==1","a.b":1}',
    )
    foldDeliveries([body])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})
