import { allRows } from '../../../platform/subgraph/rows.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { byPhone, membersOf } from '../../support/recordingSubgraphs.ts'
import { byAna, type ConversationsSubgraph, openConversationsSubgraph } from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph
beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const callerWith = (...scopes: string[]): Principal => ({ kind: 'BOT', id: 'bot', scopes, rows: allRows })
const aNote = (customer: object) => ({ customer, actor: byAna, text: 'VIP' })

describe('a caller with only the scope of a mutation', () => {
  it('gets all that the mutation does, also what identity does for it', async () => {
    const writer = callerWith('notes:write')
    const selection = 'resolution { customer { profileId } }'
    const { resolution, userErrors } = await subgraph.mutate(
      'recordNote',
      selection,
      aNote(byPhone('11 93456-7890')),
      writer,
    )
    expect(userErrors).toEqual([])
    const id = membersOf(membersOf(resolution)['customer'])['profileId']
    expect(await subgraph.mutate('recordNote', '', aNote({ id }), writer)).toEqual({ userErrors: [] })
  })

  it('gets no other mutation', async () => {
    const attempt = subgraph.mutate(
      'recordNote',
      '',
      aNote(byPhone('11 93456-7890')),
      callerWith('customers:write'),
    )
    await expect(attempt).rejects.toMatchObject({
      message: 'Mutation.recordNote: expected a caller with the scope notes:write, got one without',
      extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
    })
  })
})
