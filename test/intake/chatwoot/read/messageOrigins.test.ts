import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import { unknownAttributesIn } from '../../../../intake/chatwoot/read/unknownAttributes.ts'
import { aConversation, aMessage, aNestedMessage } from '../../../support/chatwoot/chatwootBodies.ts'
import { recordedAfter } from '../support/recordedAfter.ts'

const withAttributes = (content_attributes: JsonObject, fields: JsonObject = {}) =>
  aMessage({ content_attributes, ...fields })

const nothing = {
  sourceType: null,
  sourceUrl: null,
  externalId: null,
  headline: null,
  body: null,
  mediaUrl: null,
  ref: null,
  clickId: null,
}

describe('the referral of a message', () => {
  it('is the ad of WhatsApp', () => {
    const referral = {
      source_url: 'https://fb.me/3cr4Wqqkv',
      source_type: 'ad',
      source_id: '120226305854810726',
      headline: 'Sofás com 20%',
      body: 'Só esta semana',
      media_type: 'image',
      image_url: 'https://scontent.example/sofa.jpg',
      ctwa_clid: 'Aff-n8ZTODiE79d22KtAwQKj9e',
    }
    expect(recordedAfter(withAttributes({ referral }))).toMatchObject([
      {
        referral: {
          sourceType: 'ad',
          sourceUrl: 'https://fb.me/3cr4Wqqkv',
          externalId: '120226305854810726',
          headline: 'Sofás com 20%',
          body: 'Só esta semana',
          mediaUrl: 'https://scontent.example/sofa.jpg',
          ref: null,
          clickId: 'Aff-n8ZTODiE79d22KtAwQKj9e',
        },
      },
    ])
  })

  it('is the ad of Instagram or Messenger, also beside the attributes of the content', () => {
    const referral = {
      ref: 'inverno',
      ad_id: 6_045_246_247_433,
      source: 'ADS',
      type: 'OPEN_THREAD',
      ads_context_data: { ad_title: 'Poltronas', photo_url: 'https://cdn.example/p.jpg' },
    }
    const expected = {
      ...nothing,
      sourceType: 'ads',
      externalId: '6045246247433',
      headline: 'Poltronas',
      mediaUrl: 'https://cdn.example/p.jpg',
      ref: 'inverno',
    }
    expect(recordedAfter(withAttributes({ referral }))).toMatchObject([{ referral: expected }])
    expect(recordedAfter(aMessage({ additional_attributes: { referral } }))).toMatchObject([
      { referral: expected },
    ])
  })

  it('stays when a later delivery has none, as after a deletion', () => {
    const created = withAttributes({ referral: { headline: 'Sofás' } })
    const deleted = withAttributes({ deleted: true }, { event: 'message_updated' })
    for (const bodies of [
      [created, deleted],
      [deleted, created],
    ])
      expect(recordedAfter(...bodies)).toMatchObject([{ referral: { headline: 'Sofás' }, deleted: true }])
  })

  it.each([null, 'ad', [], {}, { source_url: '' }, { source_url: `https://a.example/${'x'.repeat(4_096)}` }])(
    'is left out when it says nothing: %j',
    (referral) => {
      expect(recordedAfter(withAttributes({ referral }))[0]).not.toHaveProperty('referral')
    },
  )

  it('is cut to what the graph accepts', () => {
    const referral = { headline: 'a'.repeat(2_000), source_type: 'b'.repeat(100) }
    expect(recordedAfter(withAttributes({ referral }))).toMatchObject([
      { referral: { headline: `${'a'.repeat(999)}…`, sourceType: `${'b'.repeat(63)}…` } },
    ])
  })
})

describe('the translations of a message', () => {
  it('are those of its latest state, by language', () => {
    const nested = (updated_at: string) => aConversation({ messages: [aNestedMessage({ updated_at })] })
    const first = withAttributes(
      { translations: { en: 'Hello' } },
      { event: 'message_updated', conversation: nested('2026-06-17T12:01:00.000Z') },
    )
    const second = withAttributes(
      { translations: { pt_BR: 'Olá', en: 'Hi' } },
      { event: 'message_updated', conversation: nested('2026-06-17T12:02:00.000Z') },
    )
    for (const bodies of [
      [first, second],
      [second, first],
    ])
      expect(recordedAfter(aMessage(), ...bodies)).toMatchObject([
        {
          translations: [
            { language: 'en', text: 'Hi' },
            { language: 'pt_BR', text: 'Olá' },
          ],
        },
      ])
  })

  it.each([null, [], 'en', {}, { en: null }, { en: ' ' }, { '<b>': 'Hi' }, { [`e${'n'.repeat(40)}`]: 'Hi' }])(
    'are left out when they say nothing: %j',
    (translations) => {
      expect(recordedAfter(withAttributes({ translations }))[0]).not.toHaveProperty('translations')
    },
  )

  it('are cut to what the graph accepts', () => {
    const translations = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`l${String(index + 10)}`, 'a'.repeat(100_000)]),
    )
    const [recorded] = recordedAfter(withAttributes({ translations }))
    expect(recorded?.['translations']).toEqual(
      Array.from({ length: 20 }, (_, index) => ({
        language: `l${String(index + 10)}`,
        text: `${'a'.repeat(14_999)}…`,
      })),
    )
  })
})

describe('unknownAttributesIn', () => {
  it('names what Elo does not know, in the message and in the last message of a conversation, once', () => {
    const nested = aNestedMessage({ content_attributes: { poll: {}, deleted: true } })
    expect(
      unknownAttributesIn(
        withAttributes(
          { poll: { options: [] }, sticker_pack: 'x', in_reply_to: 1 },
          { conversation: aConversation({ messages: [nested] }) },
        ),
      ),
    ).toEqual(['poll', 'sticker_pack'])
    expect(unknownAttributesIn(aConversation({ messages: [nested] }))).toEqual(['poll'])
  })

  it('names nothing that may be data of a person', () => {
    expect(
      unknownAttributesIn(withAttributes({ 'maria@example.com': 1, '+5511987654321': 1, 'a b': 1 })),
    ).toEqual([])
    expect([null, [], 'x', {}].map(unknownAttributesIn)).toEqual([[], [], [], []])
  })
})
