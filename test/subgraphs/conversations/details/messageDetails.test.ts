import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { auditor, idOf, otherClient, partner } from '../../../support/recordingSubgraphs.ts'
import { byAna, type ConversationsSubgraph, openConversationsSubgraph } from '../conversationsSubgraph.ts'
import { createMessageDetails } from './createMessageDetails.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const { record, recordedId, read, newSource } = createMessageDetails(() => subgraph)

async function logged(id: string) {
  return (await subgraph.log()).find((interaction) => interaction.id === id)
}

describe('inReplyTo', () => {
  it('is the message with the id, or the one that the caller recorded from the source, before or later', async () => {
    const source = newSource()
    const byLater = await recordedId({ text: 'Essa!', inReplyTo: { source } })
    expect(await read(byLater)).toMatchObject({ inReplyTo: null })
    const quoted = await recordedId({ text: 'Azul ou verde?', source })
    const byId = await recordedId({ text: 'Essa!', inReplyTo: { id: quoted } })
    for (const id of [byLater, byId])
      expect(await read(id)).toMatchObject({ inReplyTo: { id: quoted, text: 'Azul ou verde?' } })
  })

  it('does not find the source of another caller, a note, or what does not exist', async () => {
    const source = newSource()
    await recordedId({ text: 'a', source }, otherClient)
    const noteId = idOf(await subgraph.recordNote({ text: 'b', actor: byAna }), 'note')
    for (const inReplyTo of [{ source }, { id: noteId }, { id: newId('int') }])
      expect(await read(await recordedId({ text: 'c', inReplyTo }))).toMatchObject({ inReplyTo: null })
  })

  it('shows of a deleted message what everybody may read', async () => {
    const quoted = await recordedId({ text: 'segredo' })
    const id = await recordedId({ text: 'a', inReplyTo: { id: quoted } })
    await subgraph.deleteMessage(quoted)
    expect(await read(id)).toMatchObject({ inReplyTo: { id: quoted, text: null } })
    expect(await read(id, auditor)).toMatchObject({ inReplyTo: { id: quoted, text: 'segredo' } })
  })

  it('costs one read for many messages', async () => {
    const sources = Array.from({ length: 20 }, () => newSource())
    const ids: string[] = []
    for (const source of sources) {
      await recordedId({ text: 'a', source })
      ids.push(await recordedId({ text: 'b', inReplyTo: { source } }))
    }
    const references = ids.map((id) => ({ __typename: 'Message', id }))
    const commands = await subgraph.commandsOf(['interactions'], () =>
      subgraph.entities(references, '... on Message { inReplyTo { id } }'),
    )
    expect(commands).toEqual(['find interactions', 'find interactions'])
  })

  it('needs exactly one of id and source', async () => {
    for (const [inReplyTo, got, code] of [
      [{}, 'neither', 'REQUIRED'],
      [{ id: newId('int'), source: newSource() }, 'both', 'INVALID_VALUE'],
    ] as const) {
      expect(await record({ text: 'a', inReplyTo })).toMatchObject({
        userErrors: [
          {
            code,
            field: ['inReplyTo'],
            message: `inReplyTo: expected exactly one of id and source, got ${got}`,
          },
        ],
      })
    }
    expect(await record({ text: 'a', inReplyTo: { id: 'cnv_1' } })).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['inReplyTo', 'id'] }],
    })
    expect(
      await record({ text: 'a', inReplyTo: { source: { system: ' ', externalId: '1' } } }),
    ).toMatchObject({ userErrors: [{ code: 'REQUIRED', field: ['inReplyTo', 'source', 'system'] }] })
  })
})

describe('email', () => {
  /** May not read notes, and sees personal data. */
  const withoutNotes = { ...partner, scopes: [...partner.scopes, 'pii:read'] }
  const email = {
    subject: 'Cancelar meu plano 8812',
    from: ['rita@example.com'],
    to: ['sac@loja.example'],
    cc: ['socio@terceiro.example'],
    bcc: ['chefe@loja.example'],
  }

  it('is kept, and its subject is the summary of a message without a text', async () => {
    const id = await recordedId({ email })
    expect(await read(id)).toMatchObject({ text: null, email })
    expect(await logged(id)).toMatchObject({ summary: 'Cancelar meu plano 8812' })
    const withFile = await recordedId({ email, attachments: [{ type: 'file', title: 'a.pdf' }] })
    expect(await logged(withFile)).toMatchObject({ summary: 'Cancelar meu plano 8812 [file] a.pdf' })
    const withText = await recordedId({ email: { subject: ' ' }, text: 'Bom dia' })
    expect(await logged(withText)).toMatchObject({ summary: 'Bom dia' })
    expect(await read(withText)).toMatchObject({
      email: { subject: null, from: [], to: [], cc: [], bcc: [] },
    })
    expect(await read(await recordedId({ text: 'a' }))).toMatchObject({ email: null })
  })

  it('shows hidden recipients only to those who may read notes', async () => {
    expect(await read(await recordedId({ email }), withoutNotes)).toMatchObject({
      email: { ...email, bcc: [] },
    })
  })

  it('names everybody who got it, hidden recipients only to those who may read notes', async () => {
    const to = ['"Souza, Rita \\"Rê\\"" <rita@example.com>', 'gerente@loja.example (Gerente)']
    const cc = ['<socio@terceiro.example>', 'undisclosed-recipients:;']
    const id = await recordedId({ email: { ...email, to, cc } })
    const seen = [
      { kind: 'TO', address: 'rita@example.com', name: 'Souza, Rita "Rê"' },
      { kind: 'TO', address: 'gerente@loja.example', name: 'Gerente' },
      { kind: 'CC', address: 'socio@terceiro.example', name: null },
      { kind: 'CC', address: 'undisclosed-recipients:;', name: null },
    ]
    const hidden = { kind: 'BCC', address: 'chefe@loja.example', name: null }
    expect(await read(id)).toMatchObject({ emailRecipients: [...seen, hidden] })
    expect(await read(id, withoutNotes)).toMatchObject({ emailRecipients: seen })
    expect(await read(await recordedId({ email: { subject: 'a' } }))).toMatchObject({ emailRecipients: [] })
  })

  it('keeps what it quotes, until a later version has another e-mail', async () => {
    const source = newSource(1)
    const quotedText = `> ${'q'.repeat(149_998)}`
    const id = await recordedId({ email: { ...email, quotedText }, source })
    expect(await read(id)).toMatchObject({ email: { quotedText } })
    await record({ email, source: { ...source, version: 2 } })
    expect(await read(id)).toMatchObject({ email: { quotedText: null } })
    expect(await read(await recordedId({ email: { ...email, quotedText: ' \n' } }))).toMatchObject({
      email: { quotedText: null },
    })
    expect(await record({ email: { ...email, quotedText: `${quotedText}q` } })).toMatchObject({
      userErrors: [{ code: 'TOO_LONG', field: ['email', 'quotedText'] }],
    })
  })

  it('of a deleted message is only for those who may audit', async () => {
    const id = await recordedId({ email })
    await subgraph.deleteMessage(id)
    expect(await read(id)).toMatchObject({ email: null, emailRecipients: null })
    expect(await read(id, auditor)).toMatchObject({ email, emailRecipients: [{}, {}, {}] })
    expect(await logged(id)).toMatchObject({ summary: 'Message deleted' })
  })

  it('is refused beyond its limits', async () => {
    const addresses = Array.from({ length: 501 }, () => 'a@b.example')
    expect(await record({ email: { subject: 's'.repeat(1001), to: addresses, cc: [''] } })).toMatchObject({
      userErrors: [
        { code: 'TOO_LONG', field: ['email', 'subject'] },
        { code: 'TOO_LONG', field: ['email', 'to'] },
        { code: 'REQUIRED', field: ['email', 'cc', '0'] },
      ],
    })
  })
})

describe('failureReason', () => {
  it('comes with a later version, an edit changes it, and null takes it away', async () => {
    const source = newSource(1)
    const id = await recordedId({ text: 'a', source, deliveryStatus: 'SENT' })
    expect(await read(id)).toMatchObject({ failureReason: null })
    const failed = { deliveryStatus: 'FAILED', failureReason: '131047' }
    await record({ text: 'a', source: { ...source, version: 2 }, ...failed })
    expect(await read(id)).toMatchObject({ failureReason: '131047' })
    await record({ text: 'a', source: { ...source, version: 3 } })
    expect(await read(id)).toMatchObject({ failureReason: '131047' })
    await subgraph.editMessage({ messageId: id, failureReason: 'Number is not on WhatsApp' })
    expect(await read(id)).toMatchObject({ failureReason: 'Number is not on WhatsApp', text: 'a' })
    await subgraph.editMessage({ messageId: id, failureReason: null })
    expect(await read(id)).toMatchObject({ failureReason: null })
    expect(await subgraph.editMessage({ messageId: id, failureReason: 'x'.repeat(1001) })).toMatchObject({
      userErrors: [{ code: 'TOO_LONG', field: ['failureReason'] }],
    })
  })
})

describe('an unsupported message', () => {
  it('says so, and needs no text', async () => {
    const id = await recordedId({ unsupported: true })
    expect(await read(id)).toMatchObject({ unsupported: true, text: null })
    expect(await logged(id)).toMatchObject({ summary: 'Unsupported message' })
    expect(await read(await recordedId({ text: 'a' }))).toMatchObject({ unsupported: false })
  })
})

describe('a call', () => {
  it.each([
    [{ status: 'COMPLETED', durationSeconds: 125 }, 'Call completed, 2:05'],
    [{ status: 'NO_ANSWER' }, 'Call not answered'],
    [{ durationSeconds: 3600 }, 'Call, 60:00'],
    [{}, 'Call'],
  ])('%j is summed up as "%s"', async (call, summary) => {
    const id = await recordedId({ text: 'Voice Call', channel: 'VOICE', call })
    expect(await logged(id)).toMatchObject({ summary })
    expect(await read(id)).toMatchObject({
      text: 'Voice Call',
      call: { status: null, durationSeconds: null, ...call },
    })
  })

  it('is refused with a negative duration', async () => {
    expect(await record({ call: { durationSeconds: -1 } })).toMatchObject({
      userErrors: [
        {
          code: 'INVALID_VALUE',
          field: ['call', 'durationSeconds'],
          message: 'call.durationSeconds: expected 0 or more, got -1',
        },
      ],
    })
  })
})

describe('a message without details', () => {
  it('is stored in the shape of earlier versions, and a message in that shape is read', async () => {
    const id = await recordedId({ text: 'a', attachments: [{ type: 'image' }] })
    expect((await logged(id))?.body).toEqual({
      text: 'a',
      attachments: [
        { type: 'image', url: null, mimeType: null, sizeBytes: null, transcript: null, title: null },
      ],
      deliveryStatus: null,
      deleted: false,
      editedAt: null,
    })
    expect(await read(id)).toEqual({
      id,
      text: 'a',
      failureReason: null,
      unsupported: false,
      inReplyTo: null,
      email: null,
      emailRecipients: null,
      call: null,
      attachments: [{ type: 'image', title: null, latitude: null, longitude: null, phones: [] }],
      referral: null,
      translations: [],
    })
  })
})
