import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byPhone, idOf, membersOf, type Variables } from '../../support/recordingSubgraphs.ts'
import { type ConversationsSubgraph, openConversationsSubgraph } from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const message = { customer: byPhone('11 98765-4321'), channel: 'EMAIL', actor: { kind: 'CUSTOMER' } }

/** The payload of a message with these members. */
function record(input: Variables) {
  return subgraph.mutate(
    'recordMessage',
    'message { id attachments { type title latitude longitude phones } }',
    { ...message, ...input },
  )
}

/** The interaction as it is stored. */
async function logged(input: Variables) {
  const id = idOf(await record(input), 'message')
  return (await subgraph.log()).find((interaction) => interaction.id === id)
}

describe('an attachment', () => {
  it('keeps coordinates and telephone numbers, and others have neither', async () => {
    const { message: recorded } = await record({
      attachments: [
        { type: 'location', latitude: -23.5614, longitude: -46.6559 },
        { type: 'contact', title: 'João', phones: ['+55 21 99999-0000'] },
        { type: 'image' },
      ],
    })
    const none = { title: null, latitude: null, longitude: null, phones: [] }
    expect(membersOf(recorded)['attachments']).toEqual([
      { ...none, type: 'location', latitude: -23.5614, longitude: -46.6559 },
      { ...none, type: 'contact', title: 'João', phones: ['+55 21 99999-0000'] },
      { ...none, type: 'image' },
    ])
  })

  it('is summed up by its place, or by name and number', async () => {
    const place = { type: 'location', latitude: -23.5, longitude: 0 }
    const card = { type: 'contact', title: 'João', phones: ['+5521999990000'] }
    for (const [attachment, summary] of [
      [place, '[location] -23.5, 0'],
      [{ ...place, title: 'MASP' }, '[location] MASP'],
      [card, '[contact] João +5521999990000'],
      [{ ...card, title: '+5521999990000' }, '[contact] +5521999990000'],
    ] as const)
      expect(await logged({ attachments: [attachment] })).toMatchObject({ summary })
  })

  it('is refused with half a place, a place off the earth, or a blank number', async () => {
    const { userErrors } = await record({
      attachments: [
        { type: 'location', latitude: 1 },
        { type: 'location', latitude: 90.1, longitude: -180 },
        { type: 'contact', phones: [' '] },
      ],
    })
    expect(userErrors).toEqual([
      {
        code: 'REQUIRED',
        field: ['attachments', '0', 'longitude'],
        message: 'attachments.0.longitude: expected a number from -180 to 180, got none',
      },
      {
        code: 'INVALID_VALUE',
        field: ['attachments', '1', 'latitude'],
        message: 'attachments.1.latitude: expected a number from -90 to 90, got 90.1',
      },
      {
        code: 'REQUIRED',
        field: ['attachments', '2', 'phones', '0'],
        message: 'attachments.2.phones.0: expected a value, got a blank one',
      },
    ])
  })
})
