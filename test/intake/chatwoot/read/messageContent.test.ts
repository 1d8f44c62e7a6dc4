import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import {
  aConversation,
  aMessage,
  ana,
  aNestedMessage,
  iris,
} from '../../../support/chatwoot/chatwootBodies.ts'
import { recordedAfter } from '../support/recordedAfter.ts'

const outgoing = { message_type: 'outgoing', sender: ana }

function withAttachments(...attachments: JsonObject[]) {
  return recordedAfter(aMessage({ content: null, attachments }))[0]?.['attachments']
}

describe('an attachment', () => {
  const base = 'https://desk.example/rails/active_storage/blobs/redirect/abc--def'

  it.each([
    ['nota%20fiscal.pdf', 'nota fiscal.pdf'],
    ['or%C3%A7amento.final.xlsx?disposition=attachment', 'orçamento.final.xlsx'],
    ['100%.pdf', '100%.pdf'],
    ['image', null],
    ['', null],
  ])('with the address %s has the title %j', (last, title) => {
    expect(withAttachments({ id: 301, file_type: 'file', data_url: `${base}/${last}` })).toMatchObject([
      { type: 'file', title },
    ])
  })

  it('that is a place has its coordinates, with or without a name', () => {
    const place = { id: 302, file_type: 'location', coordinates_lat: -23.5614, coordinates_long: '-46.6559' }
    expect(withAttachments(place)).toMatchObject([{ latitude: -23.5614, longitude: -46.6559, title: null }])
    expect(withAttachments({ ...place, fallback_title: 'MASP' })).toMatchObject([
      { latitude: -23.5614, longitude: -46.6559, title: 'MASP' },
    ])
    const [nowhere] = [withAttachments({ ...place, coordinates_lat: 123 })].flat()
    expect(nowhere).not.toHaveProperty('latitude')
  })

  it('that is a contact card has the name and the number', () => {
    const card = { id: 303, file_type: 'contact', fallback_title: '+5521999990000' }
    const phones = ['+5521999990000']
    expect(withAttachments({ ...card, meta: { firstName: 'João', lastName: 'Eletricista' } })).toMatchObject([
      { title: 'João Eletricista', phones },
    ])
    expect(withAttachments(card)).toMatchObject([{ title: '+5521999990000', phones }])
    expect(withAttachments({ ...card, fallback_title: 'Padaria', meta: {} })).toMatchObject([
      { title: 'Padaria' },
    ])
  })
})

describe('a message', () => {
  it('names the message that it quotes', () => {
    const quoting = (inReplyTo: unknown) =>
      recordedAfter(aMessage({ content_attributes: { in_reply_to: inReplyTo } }))[0]
    expect(quoting(8999)).toMatchObject({
      inReplyTo: { source: { system: 'chatwoot', externalId: 'message:1:8999' } },
    })
    for (const other of [9001, null, '<a1@mail.example>'])
      expect(quoting(other)).not.toHaveProperty('inReplyTo')
  })

  it('says why it failed, also where no body shows its status', () => {
    const attributes = { content_attributes: { external_error: '131047: Re-engagement message' } }
    const failed = { deliveryStatus: 'FAILED', failureReason: '131047: Re-engagement message' }
    expect(recordedAfter(aMessage({ ...outgoing, ...attributes }))).toMatchObject([failed])
    const sent = aMessage(outgoing)
    const carrying = aConversation({
      event: 'conversation_updated',
      messages: [aNestedMessage({ ...attributes, message_type: 1, status: 'failed', sender: ana })],
    })
    expect(recordedAfter(sent, carrying)).toMatchObject([failed])
    expect(recordedAfter(carrying, sent)).toMatchObject([failed])
  })

  it('that came as an e-mail has its subject and addresses', () => {
    const email = {
      from: ['rita@example.com'],
      to: ['sac@loja.example', 'gerente@loja.example'],
      cc: 'socio@terceiro.example, "Silva, Ana" <ana@terceiro.example>',
      subject: 'Cancelar meu plano 8812',
    }
    expect(
      recordedAfter(aMessage({ content: '', content_type: 'incoming_email', content_attributes: { email } })),
    ).toMatchObject([
      {
        text: null,
        email: {
          subject: 'Cancelar meu plano 8812',
          from: ['rita@example.com'],
          to: ['sac@loja.example', 'gerente@loja.example'],
          cc: ['socio@terceiro.example', '"Silva, Ana" <ana@terceiro.example>'],
          bcc: [],
        },
      },
    ])
  })

  it('that was sent as an e-mail has its recipients, and the subject of its conversation', () => {
    const conversation = aConversation({
      channel: 'Channel::Email',
      additional_attributes: { mail_subject: 'Orçamento' },
    })
    const attributes = { to_emails: ['rita@example.com'], cc_emails: [], bcc_emails: ['chefe@loja.example'] }
    expect(
      recordedAfter(aMessage({ ...outgoing, conversation, content_attributes: attributes })),
    ).toMatchObject([
      {
        email: {
          subject: 'Orçamento',
          from: [],
          to: ['rita@example.com'],
          cc: [],
          bcc: ['chefe@loja.example'],
        },
      },
    ])
  })

  it('that the channel cannot carry is marked', () => {
    const poll = aMessage({ content: null, content_attributes: { is_unsupported: true } })
    expect(recordedAfter(poll)).toMatchObject([{ text: null, unsupported: true }])
  })

  it('that is a call has its outcome and duration, whatever the order of arrival', () => {
    const call = (event: string, data: JsonObject) =>
      aMessage({ event, content: 'Voice Call', content_type: 'voice_call', content_attributes: { data } })
    const bodies = [
      call('message_created', { call_sid: 'CA1', status: 'ringing' }),
      call('message_updated', { call_sid: 'CA1', status: 'in-progress' }),
      call('message_updated', { call_sid: 'CA1', status: 'completed', duration: 125 }),
    ]
    const expected = [{ call: { status: 'COMPLETED', durationSeconds: 125 } }]
    expect(recordedAfter(...bodies)).toMatchObject(expected)
    expect(recordedAfter(...bodies.reverse())).toMatchObject(expected)
    expect(recordedAfter(call('message_created', { status: 'no-answer' }))).toMatchObject([
      { call: { status: 'NO_ANSWER', durationSeconds: null } },
    ])
    expect(recordedAfter(call('message_created', { status: 'parked' }))).toMatchObject([
      { call: { status: null, durationSeconds: null } },
    ])
  })

  it('that answers a story has the story', () => {
    const answer = aMessage({
      content: 'Linda!',
      content_attributes: { story_url: 'https://cdn.example/s/1' },
    })
    expect(recordedAfter(answer)).toMatchObject([
      { text: 'Linda!', attachments: [{ type: 'story', url: 'https://cdn.example/s/1' }] },
    ])
  })

  it('that is longer than Elo keeps says that it was cut', () => {
    for (const character of ['a', '😀']) {
      const whole = character.repeat(150_000)
      expect(recordedAfter(aMessage({ content: whole }))).toMatchObject([{ text: whole }])
      expect(recordedAfter(aMessage({ content: whole }))[0]).not.toHaveProperty('textTruncated')
      const [{ text, textTruncated } = {}] = recordedAfter(aMessage({ content: `${whole}b` }))
      expect(String(text).slice(0, -1)).toBe(character.repeat(149_999))
      expect([String(text).at(-1), textTruncated]).toEqual(['…', true])
    }
  })

  it('without any of this is recorded as before', () => {
    expect(Object.keys(recordedAfter(aMessage())[0] ?? {}).sort()).toEqual([
      'actor',
      'attachments',
      'channel',
      'customer',
      'deleted',
      'editedAt',
      'inbox',
      'occurredAt',
      'source',
      'text',
    ])
  })
})

describe('a question of the web widget', () => {
  const items = [
    { title: 'Segunda via', value: 'boleto' },
    { title: 'Cancelar', value: 'cancel' },
  ]
  const question = (fields: JsonObject, attributes: JsonObject = {}) =>
    aMessage({
      content: 'Como podemos ajudar?',
      message_type: 'outgoing',
      sender: iris,
      ...fields,
      content_attributes: { items, ...attributes },
    })
  const asked = question({ content_type: 'input_select' })

  /** The question with an answer that was given at this time. */
  function answered(attributes: JsonObject, updatedAt = '2026-06-17T12:00:30.000Z') {
    const fields = { content_type: 'input_select', content_attributes: { items, ...attributes } }
    const nested = aNestedMessage({ ...fields, message_type: 1, sender: iris, updated_at: updatedAt })
    return question(
      { event: 'message_updated', conversation: aConversation({ messages: [nested] }) },
      attributes,
    )
  }

  it('has what it offers in its text', () => {
    expect(recordedAfter(asked)).toMatchObject([
      { text: 'Como podemos ajudar?\n- Segunda via\n- Cancelar', editedAt: null },
    ])
  })

  it('and its answer are two messages, the answer one of the customer', () => {
    const choice = answered({ submitted_values: [{ title: 'Cancelar', value: 'cancel' }] })
    const reply = {
      actor: { kind: 'CUSTOMER', externalId: '55', name: 'Maria' },
      text: 'Cancelar',
      occurredAt: '2026-06-17T12:00:30.000Z',
      inReplyTo: { source: { system: 'chatwoot', externalId: 'message:1:9001' } },
      source: { system: 'chatwoot', externalId: 'answer:1:9001' },
    }
    for (const bodies of [
      [asked, choice],
      [choice, asked, choice],
    ]) {
      const recorded = recordedAfter(...bodies)
      expect(recorded).toHaveLength(2)
      expect(recorded).toContainEqual(expect.objectContaining(reply))
      expect(recorded).toContainEqual(
        expect.objectContaining({ text: 'Como podemos ajudar?\n- Segunda via\n- Cancelar', editedAt: null }),
      )
    }
  })

  it('answered again has the later answer at the time of the first', () => {
    const first = answered({ submitted_values: [{ title: 'Cancelar', value: 'cancel' }] })
    const second = answered(
      { submitted_values: [{ title: 'Segunda via', value: 'boleto' }] },
      '2026-06-17T12:05:00.000Z',
    )
    const expected: unknown = expect.objectContaining({
      text: 'Segunda via',
      occurredAt: '2026-06-17T12:00:30.000Z',
    })
    expect(recordedAfter(first, second)).toContainEqual(expected)
    expect(recordedAfter(second, first)).toContainEqual(expected)
  })

  it.each([
    ['a value without a title', { submitted_values: [{ value: 'cancel' }] }, 'Cancelar'],
    ['a plain text', { submitted_values: ['algo mais'] }, 'algo mais'],
    ['an object of fields', { submitted_values: { cidade: 'Recife' } }, 'cidade: Recife'],
    ['an e-mail address', { submitted_email: 'maria@example.com' }, 'maria@example.com'],
    [
      'the fields of a form',
      {
        items: [
          { name: 'nome', label: 'Nome', type: 'text' },
          { name: 'plano', label: 'Plano', options: [{ label: 'Anual', value: 'y' }] },
        ],
        submitted_values: [
          { name: 'nome', value: 'Maria' },
          { name: 'plano', value: 'y' },
          { name: 'vazio', value: '' },
        ],
      },
      'Nome: Maria\nPlano: Anual',
    ],
  ])('answered with %s has the answer as text', (_name, attributes, text) => {
    const reply = recordedAfter(answered(attributes)).find(({ source }) =>
      JSON.stringify(source).includes('answer:'),
    )
    expect(reply).toMatchObject({ text, actor: { kind: 'CUSTOMER' } })
  })

  it('that shows cards has their titles, texts and buttons', () => {
    const card = {
      title: 'Sofá',
      description: '3 lugares',
      actions: [{ type: 'link', text: 'Comprar', uri: 'https://loja.example/1' }],
    }
    const cards = aMessage({ ...outgoing, content: null, content_attributes: { items: [card] } })
    expect(recordedAfter(cards)).toMatchObject([
      { text: '- Sofá: 3 lugares [Comprar] https://loja.example/1' },
    ])
  })
})
