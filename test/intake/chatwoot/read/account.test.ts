import { describe, expect, it } from 'vitest'
import { defaultChatwootSettings } from '../../../../intake/chatwoot/read/chatwootSettings.ts'
import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import { readDelivery } from '../../../../intake/chatwoot/read/readDelivery.ts'
import {
  aContact,
  aConversation,
  aMessage,
  aNestedMessage,
} from '../../../support/chatwoot/chatwootBodies.ts'

function readingOf(body: JsonObject, ...accounts: string[]) {
  const settings = { ...defaultChatwootSettings, accounts }
  return readDelivery(body, { sentAt: new Date('2026-06-17T12:00:05.000Z'), settings })
}

/** The accounts of the objects of a delivery. */
function accountsIn(body: JsonObject, ...accounts: string[]): string[] {
  const reading = readingOf(body, ...accounts)
  return reading.outcome === 'understood' ? [...new Set(reading.objects.map(({ account }) => account))] : []
}

/** Without an account, as Chatwoot of 2025 sent conversation events. */
function anOldConversation(event: string, fields: JsonObject = {}): JsonObject {
  const messages = [aNestedMessage({ account_id: 3 })]
  return aConversation({ event, account: undefined, messages, ...fields })
}

describe('the account of a delivery', () => {
  it.each(['conversation_created', 'conversation_updated', 'conversation_status_changed', 'macro.executed'])(
    'is that of the message in a %s without one',
    (event) => {
      expect(accountsIn(anOldConversation(event))).toEqual(['3'])
    },
  )

  it('is that of the message in the conversation of a message event without one', () => {
    const conversation = anOldConversation('message_created')
    expect(accountsIn(aMessage({ account: undefined, conversation }))).toEqual(['3'])
  })

  it('is what the body names, whatever its message says', () => {
    expect(accountsIn(anOldConversation('conversation_created', { account: { id: 1 } }))).toEqual(['1'])
  })

  it('is the only one that may deliver when nothing names it', () => {
    const body = anOldConversation('conversation_created', { messages: [] })
    expect(accountsIn(body, '7')).toEqual(['7'])
    expect(readingOf(body)).toMatchObject({ outcome: 'not understood' })
    expect(readingOf(body, '7', '8')).toMatchObject({
      outcome: 'not understood',
      reason: 'account: expected an object with an id, got nothing',
    })
  })

  it('must be one that may deliver', () => {
    const body = { ...aContact(), event: 'contact_created' }
    expect(accountsIn(body)).toEqual(['1'])
    expect(accountsIn(body, '1', '2')).toEqual(['1'])
    expect(readingOf(body, '2', '11')).toEqual({
      outcome: 'not understood',
      event: 'contact_created',
      reason: 'account: expected one of CHATWOOT_ACCOUNTS, got 1',
    })
    expect(readingOf(anOldConversation('conversation_created'), '1')).toMatchObject({
      reason: 'account: expected one of CHATWOOT_ACCOUNTS, got 3',
    })
  })
})

describe('the channel of a conversation', () => {
  const channelsIn = (fields: JsonObject) => {
    const settings = { ...defaultChatwootSettings, inboxChannels: new Map([['7', 'INSTAGRAM'] as const]) }
    const body = aMessage({ conversation: aConversation(fields) })
    const reading = readDelivery(body, { sentAt: new Date('2026-06-17T12:00:05.000Z'), settings })
    if (reading.outcome !== 'understood') return []
    return reading.objects.flatMap((object) =>
      object.kind === 'conversation' || object.kind === 'message' ? [object.state.channel.value] : [],
    )
  }

  it('is the one that is named for its inbox', () => {
    expect(channelsIn({ channel: 'Channel::Api' })).toEqual(['INSTAGRAM', 'INSTAGRAM'])
    expect(
      channelsIn({
        channel: 'Channel::Api',
        inbox_id: undefined,
        contact_inbox: { contact_id: 55, inbox_id: 7 },
      }),
    ).toEqual(['INSTAGRAM', 'INSTAGRAM'])
  })

  it('is that of its class in another inbox', () => {
    expect(channelsIn({ channel: 'Channel::Api', inbox_id: 77 })).toEqual(['API', 'API'])
    expect(channelsIn({ inbox_id: 8 })).toEqual(['WHATSAPP', 'WHATSAPP'])
  })
})
