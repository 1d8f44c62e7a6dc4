import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditor } from '../../../support/recordingSubgraphs.ts'
import { type ConversationsSubgraph, openConversationsSubgraph } from '../conversationsSubgraph.ts'
import { createMessageDetails } from './createMessageDetails.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const { record, recordedId, read, newSource } = createMessageDetails(() => subgraph)

describe('referral', () => {
  const referral = { sourceType: 'ad', sourceUrl: 'https://fb.me/1', externalId: '120', headline: 'Sofás' }

  it('is read as it was given, replaced by a later version and taken away by null', async () => {
    const source = newSource(1)
    const id = await recordedId({ text: 'Oi', source, referral })
    const shown = { ...referral, body: null, mediaUrl: null, ref: null, clickId: null }
    expect(await read(id)).toMatchObject({ referral: shown })
    await record({ text: 'Oi', source: { ...source, version: 2 } })
    expect(await read(id)).toMatchObject({ referral: shown })
    await record({ text: 'Oi', source: { ...source, version: 3 }, referral: { ref: 'inverno' } })
    expect(await read(id)).toMatchObject({ referral: { headline: null, ref: 'inverno' } })
    await record({ text: 'Oi', source: { ...source, version: 4 }, referral: null })
    expect(await read(id)).toMatchObject({ referral: null })
  })

  it('is refused with the field when it is empty or too long', async () => {
    expect(await record({ text: 'Oi', referral: {} })).toMatchObject({
      userErrors: [{ code: 'REQUIRED', field: ['referral'] }],
    })
    expect(
      await record({ text: 'Oi', referral: { headline: 'a'.repeat(1_001), sourceType: ' ' } }),
    ).toMatchObject({
      userErrors: [
        { code: 'REQUIRED', field: ['referral', 'sourceType'] },
        { code: 'TOO_LONG', field: ['referral', 'headline'] },
      ],
    })
  })
})

describe('translations', () => {
  const translations = [
    { language: 'en', text: 'Hello' },
    { language: 'pt_BR', text: 'Olá' },
  ]

  it('are those of the present text', async () => {
    const id = await recordedId({ text: 'Hola', translations })
    expect(await read(id)).toMatchObject({ translations })
    await subgraph.editMessage({ messageId: id, deliveryStatus: 'READ' })
    expect(await read(id)).toMatchObject({ translations })
    await subgraph.editMessage({ messageId: id, text: 'Adiós' })
    expect(await read(id)).toMatchObject({ translations: [] })
  })

  it('of a deleted message are only for those who may audit', async () => {
    const id = await recordedId({ text: 'Hola', translations })
    await subgraph.deleteMessage(id)
    expect(await read(id)).toMatchObject({ translations: [] })
    expect(await read(id, auditor)).toMatchObject({ translations })
  })

  it('are refused with the field when they are too many, too long, or of one language twice', async () => {
    const many = Array.from({ length: 21 }, (_, index) => ({ language: `l${index}`, text: 'a' }))
    expect(await record({ text: 'Oi', translations: many })).toMatchObject({
      userErrors: [{ code: 'TOO_LONG', field: ['translations'] }],
    })
    const long = ['a', 'b', 'c'].map((language) => ({ language, text: 'x'.repeat(100_001) }))
    expect(await record({ text: 'Oi', translations: long })).toMatchObject({
      userErrors: [{ code: 'TOO_LONG', field: ['translations'] }],
    })
    expect(await record({ text: 'Oi', translations: [...translations, ...translations] })).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['translations'] }],
    })
  })
})
