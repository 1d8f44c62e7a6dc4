import { describe, expect, it } from 'vitest'
import { readDelivery } from '../../../../intake/chatwoot/read/readDelivery.ts'
import {
  aConversation,
  aMessage,
  ana,
  aNestedMessage,
  iris,
} from '../../../support/chatwoot/chatwootBodies.ts'
import { foldDeliveries } from '../support/foldDeliveries.ts'
import { recordedAfter } from '../support/recordedAfter.ts'

const outgoing = { message_type: 'outgoing' }

describe('the author of a message', () => {
  it.each([
    ['an incoming message', {}, 'CUSTOMER'],
    ["a user's message", { ...outgoing, sender: ana }, 'HUMAN'],
    [
      "a user's message that a rule sent",
      { ...outgoing, sender: ana, content_attributes: { automation_rule_id: 17 } },
      'AUTOMATION',
    ],
    [
      "a user's message that a campaign sent",
      { ...outgoing, sender: ana, additional_attributes: { campaign_id: 4 } },
      'AUTOMATION',
    ],
    [
      'a message typed on the phone',
      { ...outgoing, sender: null, content_attributes: { external_echo: true } },
      'HUMAN',
    ],
    ["a bot's message", { ...outgoing, sender: iris }, 'AI'],
    [
      "an assistant's message",
      { ...outgoing, sender: { id: 4, name: 'Captain', type: 'captain_assistant' } },
      'AI',
    ],
    ['a message without a sender', { ...outgoing, sender: null }, 'AUTOMATION'],
    ['a template', { message_type: 'template', sender: null }, 'AUTOMATION'],
    ['a survey', { ...outgoing, sender: ana, content_type: 'input_csat' }, 'AUTOMATION'],
    ['a private note', { ...outgoing, sender: ana, private: true }, 'HUMAN'],
  ])('of %s is read from its sender and attributes', (_name, fields, actor) => {
    expect(recordedAfter(aMessage(fields))).toMatchObject([{ actor: { kind: actor } }])
  })

  it('is kept when a deletion removes it, in either order of arrival', () => {
    const echo = aMessage({ ...outgoing, sender: null, content_attributes: { external_echo: true } })
    const deletion = aMessage({
      ...outgoing,
      event: 'message_updated',
      sender: null,
      content: 'Esta mensagem foi excluída',
      content_attributes: { deleted: true },
    })
    const deleted = { actor: { kind: 'HUMAN' }, deleted: true }
    expect(recordedAfter(echo, deletion)).toMatchObject([deleted])
    expect(recordedAfter(deletion, echo)).toMatchObject([deleted])
  })
})

describe('the content of a message', () => {
  const update = (content: string, updatedAt: string) =>
    aMessage({
      event: 'message_updated',
      content,
      conversation: aConversation({ messages: [aNestedMessage({ content, updated_at: updatedAt })] }),
    })

  it('is that of the update with the later time', () => {
    const bodies = [
      update('segunda', '2026-06-17T12:02:00.000Z'),
      update('primeira', '2026-06-17T12:01:00.000Z'),
    ]
    expect(recordedAfter(...bodies)).toMatchObject([{ text: 'segunda' }])
    expect(recordedAfter(...bodies.reverse())).toMatchObject([{ text: 'segunda' }])
  })

  it('is not replaced by a creation or by the copy that a conversation carries', () => {
    const late = { updated_at: '2026-06-17T13:00:00.000Z' }
    const carrying = aConversation({ event: 'conversation_updated', messages: [aNestedMessage(late)] })
    expect(recordedAfter(aMessage(), update('nova', '2026-06-17T12:01:00.000Z'), carrying)).toMatchObject([
      { text: 'nova' },
    ])
  })

  it('keeps the time with milliseconds, also when another delivery shows whole seconds', () => {
    const exact = aMessage({ created_at: '2026-06-17T12:00:00.123Z' })
    const carrying = aConversation({ event: 'conversation_created', messages: [aNestedMessage()] })
    const expected = [{ occurredAt: '2026-06-17T12:00:00.123Z' }]
    expect(recordedAfter(carrying, exact)).toMatchObject(expected)
    expect(recordedAfter(exact, carrying)).toMatchObject(expected)
  })

  it('keeps a transcript that a creation, which arrives late, does not have', () => {
    const audio = { id: 301, file_type: 'audio', data_url: 'https://x.example/a' }
    const first = aMessage({ content: null, attachments: [{ ...audio, transcribed_text: '' }] })
    const transcribed = aMessage({
      event: 'message_updated',
      content: null,
      attachments: [{ ...audio, transcribed_text: 'Cabe?' }],
    })
    expect(recordedAfter(transcribed, first)).toMatchObject([
      { text: null, attachments: [{ type: 'audio', transcript: 'Cabe?' }] },
    ])
  })

  it('keeps the transcript of an update when a conversation carries another one later', () => {
    const audio = { id: 301, file_type: 'audio', data_url: 'https://x.example/a' }
    const content = (transcript: string) => ({
      content: null,
      attachments: [{ ...audio, transcribed_text: transcript }],
    })
    const updated = aMessage({ event: 'message_updated', ...content('Cabe?') })
    const nested = aNestedMessage({ ...content('Sabe?'), updated_at: '2026-06-17T13:00:00.000Z' })
    const carrying = aConversation({ event: 'conversation_updated', messages: [nested] })
    const expected = [{ attachments: [{ transcript: 'Cabe?' }] }]
    expect(recordedAfter(updated, carrying)).toMatchObject(expected)
    expect(recordedAfter(carrying, updated)).toMatchObject(expected)
  })

  it('is trimmed for a survey, also without a link', () => {
    const content = '  De 1 a 5?\n'
    const survey = aMessage({ message_type: 'template', content_type: 'input_csat', content, sender: null })
    expect(recordedAfter(survey)).toMatchObject([{ text: 'De 1 a 5?' }])
  })

  it('loses the link to a survey and is trimmed', () => {
    const content = 'Avalie aqui: https://x.example/survey/responses/7e2b3540-2642-42b5-8618-8685dedcb7b8'
    const survey = aMessage({ message_type: 'template', content_type: 'input_csat', content, sender: null })
    expect(recordedAfter(survey)).toMatchObject([{ text: 'Avalie aqui:' }])
  })

  it.each([
    [['sent', 'delivered', 'read'], 'READ'],
    [['read', 'delivered'], 'READ'],
    [['sent', 'failed', 'delivered'], 'FAILED'],
  ])('has the furthest delivery status of %j', (statuses, deliveryStatus) => {
    const bodies = statuses.map((status) =>
      aConversation({
        event: 'conversation_updated',
        messages: [
          aNestedMessage({ message_type: 1, status, sender: ana, sender_type: 'User', sender_id: 3 }),
        ],
      }),
    )
    expect(recordedAfter(...bodies)).toMatchObject([{ actor: { kind: 'HUMAN' }, deliveryStatus }])
  })

  it('has no delivery status when the customer wrote it', () => {
    const carrying = aConversation({ event: 'conversation_created', messages: [aNestedMessage()] })
    const [message] = recordedAfter(carrying)
    expect(message).toMatchObject({ actor: { kind: 'CUSTOMER' } })
    expect(message).not.toHaveProperty('deliveryStatus')
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

  it('has the time of the first answer and the content of the last, in any order of arrival', () => {
    const bodies = [rated(4, '2026-06-17T12:10:00.000Z'), rated(5, '2026-06-17T12:20:00.000Z')]
    const expected = {
      metric: 'CSAT',
      occurredAt: '2026-06-17T12:10:00.000Z',
      rating: 5,
    }
    expect(recordedAfter(...bodies)).toContainEqual(expect.objectContaining(expected))
    expect(recordedAfter(...bodies.reverse())).toContainEqual(expect.objectContaining(expected))
  })

  it('given again after another message of the customer is ordered by the time of sending', () => {
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
      const [feedback] = [...foldDeliveries([first, second], { secondsApart: 9 }).values()].filter(
        ({ kind }) => kind === 'feedback',
      )
      expect(feedback).toMatchObject({
        state: { answer: { value: { rating: second.includes('Agora') ? 5 : 4 } } },
      })
    }
  })

  it('above five is not understood', () => {
    const sentAt = new Date('2026-06-17T12:10:05.000Z')
    expect(readDelivery(rated(6, '2026-06-17T12:10:00.000Z'), { sentAt })).toMatchObject({
      outcome: 'not understood',
    })
  })
})
