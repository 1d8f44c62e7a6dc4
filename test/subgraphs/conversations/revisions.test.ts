import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Interaction } from '../../../interactions/interaction.ts'
import { revisionModel } from '../../../interactions/log/revisionModel.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import {
  at,
  auditor,
  idOf,
  membersOf,
  now,
  partner,
  type Variables,
} from '../../support/recordingSubgraphs.ts'
import {
  byAna,
  byCustomer,
  type ConversationsSubgraph,
  openConversationsSubgraph,
  phone,
} from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const revisionFields = `number text deleted editedAt recordedAt attachments { type title }
  editedBy { kind externalId name }`

const first = {
  number: 1,
  text: 'a',
  attachments: [],
  deleted: false,
  editedAt: null,
  editedBy: null,
  recordedAt: at(0),
}

async function recordedMessage(input: Variables = {}): Promise<string> {
  return idOf(await subgraph.recordMessage({ text: 'a', ...input }), 'message')
}

function recordVersion(version: number, input: Variables = {}): Promise<string> {
  return recordedMessage({ source: { system: 'crm', externalId: 'revised', version }, ...input })
}

async function connectionOf(id: string, given = '', principal: Principal = demoPrincipal, type = 'Message') {
  const [entity] = await subgraph.entities(
    [{ __typename: type, id }],
    `... on ${type} { revisions${given} { edges { cursor } nodes { ${revisionFields} }
       pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    principal,
  )
  return membersOf(membersOf(entity)['revisions'])
}

async function revisionsOf(id: string, principal?: Principal, type?: string): Promise<unknown> {
  return (await connectionOf(id, '', principal, type))['nodes']
}

async function stored(id: string): Promise<Interaction | undefined> {
  return (await subgraph.log()).find((interaction) => interaction.id === id)
}

describe('Message.revisions', () => {
  it('has the one text of a message that was never edited, and reads nothing for it', async () => {
    const id = await recordedMessage()
    expect((await stored(id))?.body).not.toHaveProperty('contentRevision')
    const commands = await subgraph.commandsOf(['interactionRevisions'], async () => {
      expect(await revisionsOf(id)).toEqual([first])
    })
    expect(commands).toEqual([])
  })

  it('has every text, with when and by whom it was written, the present one last', async () => {
    const messageId = await recordedMessage()
    await subgraph.editMessage({ messageId, text: 'b', editedAt: at(5), editedBy: byAna })
    await subgraph.editMessage({ messageId, attachments: [{ type: 'image', title: 'x.png' }] })
    await subgraph.editMessage({ messageId, text: null, editedAt: at(9) })
    const attachments = [{ type: 'image', title: 'x.png' }]
    expect(await revisionsOf(messageId)).toEqual([
      first,
      { ...first, number: 2, text: 'b', editedAt: at(5), editedBy: byAna },
      { ...first, number: 3, text: 'b', attachments, editedAt: at(0) },
      { ...first, number: 4, text: null, attachments, editedAt: at(9) },
    ])
  })

  it('has none more for a delivery status, a reaction, a transcript and an edit that changes nothing', async () => {
    const image = { type: 'image', url: 'https://files.example/1?signature=a', title: 'x.png' }
    const messageId = await recordedMessage({ attachments: [image] })
    const present = { ...first, attachments: [{ type: 'image', title: 'x.png' }] }
    await subgraph.editMessage({ messageId, deliveryStatus: 'READ' })
    await subgraph.mutate('reactToMessage', 'message { id }', {
      message: { id: messageId },
      actor: byCustomer,
      emoji: '👍',
    })
    await subgraph.editMessage({ messageId, text: 'a' })
    const learned = { transcript: 'a cat', mimeType: 'image/png', sizeBytes: 9 }
    const url = 'https://files.example/1?signature=b'
    await subgraph.editMessage({ messageId, attachments: [{ ...image, url, ...learned }] })
    expect(await stored(messageId)).toMatchObject({ revision: 4 })
    expect(await revisionsOf(messageId)).toEqual([present])
    await subgraph.editMessage({ messageId, attachments: [{ ...image, url: 'https://files.example/2' }] })
    expect(await revisionsOf(messageId)).toEqual([present, { ...present, number: 2, editedAt: at(0) }])
  })

  it('shows of a deleted message to others than auditors only that and when it changed', async () => {
    const messageId = await recordedMessage()
    await subgraph.editMessage({ messageId, text: 'b', editedBy: byAna })
    await subgraph.mutate('deleteMessage', 'message { id }', { messageId, deletedBy: byAna })
    await subgraph.deleteMessage(messageId)
    const edited = { editedAt: at(0), editedBy: byAna }
    const all = [
      first,
      { ...first, number: 2, text: 'b', ...edited },
      { ...first, number: 3, text: 'b', deleted: true, ...edited },
    ]
    expect(await revisionsOf(messageId, auditor)).toEqual(all)
    expect(await revisionsOf(messageId)).toEqual(all.map((revision) => ({ ...revision, text: null })))
    expect(await revisionsOf(messageId, partner)).toEqual(
      all.map((revision) => ({ ...revision, text: null })),
    )
  })

  it('has the later versions of a foreign record, whatever comes again or too late', async () => {
    const id = await recordVersion(1)
    await recordVersion(3, { text: 'c', editedAt: at(30), editedBy: byAna })
    await recordVersion(2, { text: 'b' })
    await recordVersion(3, { text: 'c' })
    await recordVersion(4, { text: 'c', deliveryStatus: 'SENT' })
    await recordVersion(5, { deleted: true, text: 'This message was deleted' })
    expect(await revisionsOf(id, auditor)).toEqual([
      first,
      { ...first, number: 2, text: 'c', editedAt: at(30), editedBy: byAna },
      { ...first, number: 3, text: 'c', deleted: true },
    ])
  })

  it('shows who edited a message that was recorded when it was edited already', async () => {
    const id = await recordedMessage({ editedAt: at(3), editedBy: byAna })
    expect(await revisionsOf(id)).toEqual([{ ...first, editedAt: at(3), editedBy: byAna }])
  })

  it('has the present text of a message that an earlier version of Elo edited, and the later ones', async () => {
    const messageId = await recordedMessage()
    await subgraph.connection
      .collection<{ _id: string }>('interactions')
      .updateOne({ _id: messageId }, { $set: { 'body.text': 'b', 'body.editedAt': now, revision: 2 } })
    const known = { ...first, text: 'b', editedAt: at(0) }
    expect(await revisionsOf(messageId)).toEqual([known])
    await subgraph.editMessage({ messageId, text: 'c' })
    expect(await revisionsOf(messageId)).toEqual([known, { ...known, number: 2, text: 'c' }])
  })

  it('stays editable when an earlier version of Elo has dropped its number', async () => {
    const messageId = await recordedMessage()
    await subgraph.editMessage({ messageId, text: 'b' })
    await subgraph.connection
      .collection<{ _id: string }>('interactions')
      .updateOne({ _id: messageId }, { $unset: { 'body.contentRevision': 1 } })
    expect(await subgraph.editMessage({ messageId, text: 'c' })).toMatchObject({ message: { text: 'c' } })
    expect(await revisionsOf(messageId)).toMatchObject([{ text: 'a' }, { text: 'c' }])
  })

  it('loses none when many edits come at once', async () => {
    const messageId = await recordedMessage()
    const texts = Array.from({ length: 12 }, (_, index) => `edit ${index}`)
    await Promise.all(texts.map((text) => subgraph.editMessage({ messageId, text })))
    const nodes = await revisionsOf(messageId)
    expect(nodes).toHaveLength(13)
    expect(nodes).toMatchObject(Array.from({ length: 13 }, (_, index) => ({ number: index + 1 })))
    expect(nodes).toEqual(
      expect.arrayContaining(['a', ...texts].map((text): unknown => expect.objectContaining({ text }))),
    )
  })

  it('is paged, and refuses a cursor of another message', async () => {
    const [messageId, otherId] = [await recordedMessage(), await recordedMessage()]
    for (const text of ['b', 'c', 'd']) await subgraph.editMessage({ messageId, text })
    const page = await connectionOf(messageId, '(first: 2)')
    expect(page).toMatchObject({
      nodes: [{ text: 'a' }, { text: 'b' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    })
    const after = String(membersOf(page['pageInfo'])['endCursor'])
    expect(await connectionOf(messageId, `(first: 2, after: "${after}")`)).toMatchObject({
      nodes: [{ text: 'c' }, { text: 'd' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    })
    await expect(connectionOf(otherId, `(after: "${after}")`)).rejects.toThrow(
      'after: expected a cursor of this message, got one of another',
    )
    await expect(connectionOf(messageId, '(first: 101)')).rejects.toThrow('first: expected 1 to 100, got 101')
  })

  it('reads the revisions of many messages by one command', async () => {
    const ids = await Promise.all(Array.from({ length: 3 }, () => recordedMessage()))
    for (const messageId of ids) await subgraph.editMessage({ messageId, text: 'b' })
    const commands = await subgraph.commandsOf(['interactionRevisions'], () =>
      subgraph.entities(
        ids.map((id) => ({ __typename: 'Message', id })),
        '... on Message { revisions { nodes { text } } }',
      ),
    )
    expect(commands).toEqual(['find interactionRevisions'])
  })
})

describe('Note.revisions', () => {
  it('has every text, for readers of notes', async () => {
    const note = { source: { system: 'crm', externalId: 'note', version: 1 } }
    const id = idOf(await subgraph.recordNote({ text: 'a', ...note }), 'note')
    await subgraph.recordNote({ text: 'b', source: { ...note.source, version: 2 }, editedBy: byAna })
    expect(await revisionsOf(id, demoPrincipal, 'Note')).toEqual([
      first,
      { ...first, number: 2, text: 'b', editedBy: byAna },
    ])
    expect(await revisionsOf(id, partner, 'Note')).toBeUndefined()
  })
})

describe('an edit', () => {
  it('costs one write more than before, and a message none', async () => {
    const collections = ['interactions', 'interactionRevisions']
    let messageId = ''
    const recording = await subgraph.commandsOf(collections, async () => {
      messageId = await recordedMessage()
    })
    expect(recording.filter((command) => !command.startsWith('find'))).toEqual(['insert interactions'])
    const edit = (input: Variables) =>
      subgraph.commandsOf(collections, () => subgraph.editMessage({ messageId, ...input }))
    expect(await edit({ deliveryStatus: 'SENT' })).toEqual([
      'find interactions',
      'findAndModify interactions',
    ])
    expect(await edit({ text: 'b' })).toEqual([
      'find interactions',
      'findAndModify interactions',
      'update interactionRevisions',
    ])
  })

  it('keeps what it replaces under the ids of the message and its profile, so that it can be erased', async () => {
    const messageId = await recordedMessage()
    await subgraph.editMessage({ messageId, text: 'b' })
    const [profileId = ''] = await subgraph.profilesOf(phone)
    const kept = await revisionModel(subgraph.connection).find({ profileId, interactionId: messageId }).lean()
    expect(kept).toMatchObject([{ _id: `${messageId}:1`, number: 1, content: { text: 'a' } }])
  })

  it('names at fault an editor with a name that is too long', async () => {
    const messageId = await recordedMessage()
    const editor = { kind: 'HUMAN', name: 'x'.repeat(256) }
    const fault = (field: string) => ({ userErrors: [{ code: 'TOO_LONG', field: [field, 'name'] }] })
    expect(await subgraph.editMessage({ messageId, text: 'b', editedBy: editor })).toMatchObject(
      fault('editedBy'),
    )
    expect(await subgraph.recordMessage({ text: 'a', editedBy: editor })).toMatchObject(fault('editedBy'))
    expect(
      await subgraph.mutate('deleteMessage', 'message { id }', { messageId, deletedBy: editor }),
    ).toMatchObject(fault('deletedBy'))
  })
})
