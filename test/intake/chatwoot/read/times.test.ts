import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import { readDelivery } from '../../../../intake/chatwoot/read/readDelivery.ts'
import { type ChatwootObject, joinObjects } from '../../../../intake/chatwoot/state/chatwootObject.ts'
import { planMutations } from '../../../../intake/chatwoot/send/mutationPlan.ts'
import { aConversation, aMessage, aNestedMessage } from '../../../support/chatwoot/chatwootBodies.ts'

const sentAt = new Date('2026-06-17T12:00:10.000Z')
const receivedAt = new Date('2026-06-17T12:00:10.250Z')
const arrival = receivedAt.toISOString()

/** The objects of a kind in a body, sent at that time. */
function read(kind: ChatwootObject['kind'], body: JsonObject): ChatwootObject[] {
  const reading = readDelivery(body, { sentAt, receivedAt })
  return reading.outcome === 'understood' ? reading.objects.filter((object) => object.kind === kind) : []
}

/** The times in the recording of an object. */
function timesOf(objects: ChatwootObject[]) {
  return objects.flatMap(planMutations).flatMap(({ name, input }) => {
    const { occurredAt, occurredAtCorrected = false } = input
    return name === 'record' ? [{ occurredAt, occurredAtCorrected }] : []
  })
}

const messageTimes = (fields: JsonObject) => timesOf(read('message', aMessage(fields)))
const asGiven = (occurredAt: string) => [{ occurredAt, occurredAtCorrected: false }]
const correctedTo = (occurredAt: string) => [{ occurredAt, occurredAtCorrected: true }]

const dayAhead = Date.parse('2026-06-18T12:00:10.000Z')

/** Times that cannot be true, as seconds, milliseconds and ISO texts. */
const nonsense: [string, unknown][] = [
  ['0', 0],
  ['a negative number', -5],
  ['the first second of 1970', 1],
  ['1970 as ISO', '1970-01-01T00:00:00.000Z'],
  ['the end of 1989', '1989-12-31T23:59:59.999Z'],
  ['the year 9999', '9999-12-31T23:59:59Z'],
  ['a day that no month has', '2026-13-45T00:00:00Z'],
  ['more than a day ahead, in seconds', dayAhead / 1000 + 1],
  ['more than a day ahead, in milliseconds', dayAhead + 1],
  ['more than a day ahead, as text', '2026-06-18T12:00:10.001Z'],
]

describe('the channel’s own time of a message', () => {
  it.each([
    ['seconds', 1_781_694_000],
    ['seconds as text', '1781694000'],
    ['milliseconds', 1_781_694_000_000],
    ['milliseconds as text', ' 1781694000000 '],
    ['ISO', '2026-06-17T11:00:00Z'],
    ['ISO in another zone', '2026-06-17T08:00:00-03:00'],
    ['ISO without a zone', '2026-06-17T11:00:00'],
  ])('is when it happened, given as %s', (_form, external) => {
    const attributes = { content_attributes: { external_created_at: external } }
    expect(messageTimes(attributes)).toEqual(asGiven('2026-06-17T11:00:00.000Z'))
  })

  it.each([...nonsense, ['no time', 'soon'], ['null', null], ['after the delivery', '2026-06-17T12:06:00Z']])(
    'does not count when it is %s',
    (_form, external) => {
      const attributes = { content_attributes: { external_created_at: external } }
      expect(messageTimes(attributes)).toEqual(asGiven('2026-06-17T12:00:00.000Z'))
    },
  )

  it('in whole seconds is completed by the time of Chatwoot in the same second', () => {
    const content_attributes = { external_created_at: 1_781_697_600 }
    expect(messageTimes({ content_attributes, created_at: '2026-06-17T12:00:00.700Z' })).toEqual(
      asGiven('2026-06-17T12:00:00.700Z'),
    )
    expect(messageTimes({ content_attributes, created_at: '2026-06-17T12:00:01.100Z' })).toEqual(
      asGiven('2026-06-17T12:00:00.000Z'),
    )
  })

  it('counts whichever delivery shows it, also after a deletion that no longer has it', () => {
    const created = read('message', aMessage({ content_attributes: { external_created_at: 1_781_694_000 } }))
    const deleted = read(
      'message',
      aMessage({ event: 'message_updated', content_attributes: { deleted: true } }),
    )
    for (const [first, second] of [
      [...created, ...deleted],
      [...deleted, ...created],
    ]) {
      expect(first && second && timesOf([joinObjects(first, second)])).toEqual(
        asGiven('2026-06-17T11:00:00.000Z'),
      )
    }
  })

  it('is enough for a message with a time of Chatwoot that makes no sense, or with none', () => {
    const content_attributes = { external_created_at: 1_781_694_000 }
    expect(messageTimes({ content_attributes, created_at: 0 })).toEqual(asGiven('2026-06-17T11:00:00.000Z'))
    expect(messageTimes({ content_attributes, created_at: null })).toEqual(
      asGiven('2026-06-17T11:00:00.000Z'),
    )
  })
})

describe('a time that makes no sense', () => {
  it.each(nonsense)('of a message is the arrival, and marked: %s', (_form, created_at) => {
    expect(messageTimes({ created_at })).toEqual(correctedTo(arrival))
  })

  it('of a message gives way to one that makes sense, in whichever order they come', () => {
    const wrong = read('message', aMessage({ created_at: 0 }))
    const right = read(
      'message',
      aConversation({ event: 'conversation_created', messages: [aNestedMessage()] }),
    )
    for (const [first, second] of [
      [...wrong, ...right],
      [...right, ...wrong],
    ]) {
      expect(first && second && timesOf([joinObjects(first, second)])).toEqual(
        asGiven('2026-06-17T12:00:00.000Z'),
      )
    }
  })

  it('less than a day ahead counts as it is', () => {
    expect(messageTimes({ created_at: '2026-06-18T12:00:10.000Z' })).toEqual(
      asGiven('2026-06-18T12:00:10.000Z'),
    )
  })

  it.each(nonsense)(
    'of a change of status or a hand-off is the sending, and marked: %s',
    (_form, updated_at) => {
      const body = aConversation({
        event: 'conversation_updated',
        updated_at,
        changed_attributes: [
          { status: { previous_value: 'open', current_value: 'resolved' } },
          { assignee_id: { previous_value: null, current_value: 3 } },
        ],
      })
      expect(timesOf(read('status', body))).toEqual(correctedTo(sentAt.toISOString()))
      expect(timesOf(read('handoff', body))).toEqual(correctedTo(sentAt.toISOString()))
    },
  )

  it.each(nonsense)('of a rating or an answer is the sending, and marked: %s', (_form, updated_at) => {
    const updated = (submitted_values: unknown) =>
      aMessage({
        event: 'message_updated',
        content_attributes: { submitted_values },
        conversation: aConversation({ messages: [aNestedMessage({ updated_at })] }),
      })
    expect(timesOf(read('feedback', updated({ csat_survey_response: { rating: 5 } })))).toEqual(
      correctedTo(sentAt.toISOString()),
    )
    expect(timesOf(read('answer', updated([{ title: 'Sofa', value: 'sofa' }])))).toEqual(
      correctedTo(sentAt.toISOString()),
    )
  })

  it.each(nonsense)(
    'of a conversation is left out, and its state counts from the delivery on: %s',
    (_form, time) => {
      const [conversation] = read(
        'conversation',
        aConversation({ event: 'conversation_created', created_at: time, updated_at: time }),
      )
      const [recorded] = conversation ? planMutations(conversation) : []
      expect(recorded?.input['createdAt']).toBeUndefined()
      expect(recorded?.input['observedAt']).toBe(arrival)
    },
  )

  it('does not keep later states of the conversation from counting', () => {
    const [wrong] = read('conversation', aConversation({ event: 'conversation_updated', updated_at: 9e10 }))
    const [right] = read(
      'conversation',
      aConversation({ event: 'conversation_updated', updated_at: 1_781_697_605.5, status: 'resolved' }),
    )
    const joined = wrong && right && joinObjects(wrong, right)
    const [recorded] = joined ? planMutations(joined) : []
    expect(recorded?.input['status']).toBe('RESOLVED')
  })
})
