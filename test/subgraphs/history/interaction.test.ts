import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { interactionKinds } from '../../../interactions/interaction.ts'
import { asPartner, type History, startHistory } from './support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('interaction')
})

afterAll(() => history.stop())

const query = `query ($id: ID!) {
  interaction(id: $id) {
    __typename id kind occurredAt revision channel inbox department visibility summary
    actor { kind externalId name } source { system externalId version }
    customer { __typename profileId } conversation { __typename id }
  }
}`

const types = {
  MESSAGE: 'Message',
  NOTE: 'Note',
  ACTION: 'Action',
  COMMITMENT: 'Commitment',
  FEEDBACK: 'Feedback',
  HANDOFF: 'Handoff',
  STATUS: 'StatusChange',
  IDENTITY: 'IdentityChange',
}

const shownKinds = {
  MESSAGE: 'MESSAGE',
  NOTE: 'NOTE',
  ACTION: 'ACTION',
  COMMITMENT: 'COMMITMENT',
  FEEDBACK: 'FEEDBACK',
  HANDOFF: 'HANDOFF',
  STATUS: 'STATUS_CHANGE',
  IDENTITY: 'IDENTITY_CHANGE',
}

describe('interaction', () => {
  it('gives the common fields, and references to its customer and conversation', async () => {
    const [profileId, conversationId] = [newId('cus'), newId('cnv')]
    const source = { system: 'chatwoot', externalId: '77', version: 1_780_315_200_123 }
    const id = await history.record(profileId, {
      conversationId,
      source,
      inbox: '+551140000000',
      department: 'sales',
    })
    expect(await history.ask(query, { id })).toEqual({
      data: {
        interaction: {
          __typename: 'Message',
          id,
          kind: 'MESSAGE',
          occurredAt: '2026-06-01T12:00:00.000Z',
          revision: 1,
          channel: 'WHATSAPP',
          inbox: '+551140000000',
          department: 'sales',
          visibility: 'PUBLIC',
          summary: 'hello',
          actor: { kind: 'CUSTOMER', externalId: null, name: 'Ana' },
          source,
          customer: { __typename: 'Customer', profileId },
          conversation: { __typename: 'Conversation', id: conversationId },
        },
      },
    })
  })

  it('has the type of its kind by id and by reference, and no other type', async () => {
    for (const kind of interactionKinds) {
      const id = await history.record(newId('cus'), { kind })
      const __typename = types[kind]
      const byId = 'query ($id: ID!) { interaction(id: $id) { __typename kind conversation { id } } }'
      expect(await history.ask(byId, { id })).toEqual({
        data: { interaction: { __typename, kind: shownKinds[kind], conversation: null } },
      })
      const representations = Object.values(types).map((type) => ({ __typename: type, id }))
      expect(
        await history.ask(
          'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
          { representations },
        ),
      ).toEqual({
        data: {
          _entities: Object.values(types).map((type) => (type === __typename ? { __typename } : null)),
        },
      })
    }
  })

  it('is null when it does not exist, or when the caller may not see it', async () => {
    const note = await history.record(newId('cus'), { kind: 'NOTE', visibility: 'INTERNAL' })
    const action = await history.record(newId('cus'), { kind: 'ACTION', visibility: 'INTERNAL' })
    expect(await history.ask(query, { id: newId('int') })).toEqual({ data: { interaction: null } })
    for (const id of [note, action]) {
      expect(await history.ask(query, { id }, asPartner)).toEqual({ data: { interaction: null } })
      expect((await history.ask(query, { id })).data).toMatchObject({ interaction: { id } })
    }
    expect(
      await history.ask(
        'query ($note: _Any!) { _entities(representations: [$note]) { __typename } }',
        { note: { __typename: 'Note', id: note } },
        asPartner,
      ),
    ).toEqual({ data: { _entities: [null] } })
  })

  it('refuses a malformed id', async () => {
    for (const id of ['', 'int_1', newId('cus')]) {
      const { data, errors } = await history.ask(query, { id })
      expect(data).toEqual({ interaction: null })
      expect(errors?.[0]).toMatchObject({
        message: `id: expected int_…, got "${id}"`,
        extensions: { code: 'BAD_USER_INPUT' },
      })
    }
  })

  it('reads all references of a request by one command', async () => {
    const ids = await history.recordMany(newId('cus'), 5)
    const commands: string[] = []
    history.connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName))
    await history.ask(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Message { id summary } } }',
      { representations: ids.map((id) => ({ __typename: 'Message', id })) },
    )
    history.connection.getClient().removeAllListeners('commandStarted')
    expect(commands).toEqual(['find'])
  })
})
