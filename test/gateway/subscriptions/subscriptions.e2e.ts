import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connectSocket, type Message, type SocketClient } from '../../support/connectSocket.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
let client: SocketClient

beforeAll(async () => {
  gateway = await startFixtureGateway()
})
afterAll(() => gateway.stop())
beforeEach(async () => {
  client = await connectSocket(gateway.url)
  return () => client.socket.terminate()
})

const threeSubgraphs = /* GraphQL */ `
  subscription ($id: ID!, $after: String) {
    customerHistory(customerId: $id, after: $after) {
      change
      interaction {
        __typename
        ... on Message {
          text
        }
      }
      who: customer {
        name
      }
    }
  }
`

const next = (id: string, customerHistory: unknown): Message => ({
  id,
  type: 'next',
  payload: { data: { customerHistory } },
})

/** Subscribe and wait for the first event, the position. */
async function subscribed(query: string, variables = { id: 'cus_1' }): Promise<Message> {
  client.subscribe('s', query, variables)
  return client.next()
}

describe('a subscription', () => {
  it('completes each event with one level of fetches, in the scope of the event', async () => {
    expect(await subscribed(threeSubgraphs)).toEqual(
      next('s', { change: 'POSITION', interaction: null, who: { name: 'Ana' } }),
    )
    const { calls, scopes, log } = gateway.fixtures
    const before = { ...calls }
    log.record({ interaction: { __typename: 'Message', id: 'int_7' } })
    expect(await client.next()).toEqual(
      next('s', {
        change: 'RECORDED',
        interaction: { __typename: 'Message', text: 'text of int_7' },
        who: { name: 'Ana' },
      }),
    )
    expect({
      history: calls.history - before.history,
      conversations: calls.conversations - before.conversations,
      identity: calls.identity - before.identity,
      actions: calls.actions - before.actions,
      feedback: calls.feedback - before.feedback,
    }).toEqual({ history: 1, conversations: 1, identity: 1, actions: 0, feedback: 0 })
    const scope = scopes.history.at(-1)
    expect([scopes.conversations.at(-1), scopes.identity.at(-1)]).toEqual([scope, scope])
    expect(scopes.history.at(-2)).not.toBe(scope)
  })

  it('gives the type of each event, and the fields that are selected for this type', async () => {
    const query = /* GraphQL */ `
      subscription ($id: ID!) {
        customerHistory(customerId: $id) {
          __typename
          cursor
          ... on HistoryPosition {
            start: change
          }
          ... on InteractionRecorded {
            interaction {
              __typename
              ... on Message {
                text
              }
            }
            customer {
              name
            }
          }
        }
      }
    `
    const { log } = gateway.fixtures
    const before = log.record({ interaction: null })
    expect(await subscribed(query)).toEqual(
      next('s', { __typename: 'HistoryPosition', cursor: before.cursor, start: 'POSITION' }),
    )
    const { cursor } = log.record({ interaction: { __typename: 'Message', id: 'int_9' } })
    expect(await client.next()).toEqual(
      next('s', {
        __typename: 'InteractionRecorded',
        cursor,
        interaction: { __typename: 'Message', text: 'text of int_9' },
        customer: { name: 'Ana' },
      }),
    )
  })

  it('needs no other subgraph when it selects nothing of theirs', async () => {
    const query = '{ customerHistory(customerId: "cus_1") { change customer { id } } }'
    expect(await subscribed(`subscription ${query}`)).toEqual(
      next('s', { change: 'POSITION', customer: { id: 'cus_1' } }),
    )
    const { calls, log } = gateway.fixtures
    const before = { ...calls }
    log.record({ interaction: { __typename: 'Action', id: 'int_8' } })
    expect(await client.next()).toEqual(next('s', { change: 'RECORDED', customer: { id: 'cus_1' } }))
    expect(calls).toEqual({ ...before, history: before.history + 1 })
  })

  it('fetches from the delivering subgraph again for entities that only other subgraphs lead to', async () => {
    const event = await subscribed(/* GraphQL */ `
      subscription ($id: ID!) {
        customerHistory(customerId: $id) {
          change
          customer {
            size
            partner {
              name
              size
            }
          }
        }
      }
    `)
    expect(event).toEqual(
      next('s', { change: 'POSITION', customer: { size: 10, partner: { name: 'Bruno', size: 20 } } }),
    )
  })

  it('delivers the rest of an event with errors', async () => {
    await subscribed('subscription { customerHistory(customerId: "cus_1") { note customer { name } } }')
    gateway.fixtures.log.record({ interaction: null, isNoteBroken: true })
    expect(await client.next()).toEqual({
      id: 's',
      type: 'next',
      payload: {
        data: { customerHistory: { note: null, customer: { name: 'Ana' } } },
        errors: [
          {
            message: 'the note cannot be read',
            path: ['customerHistory', 'note'],
            extensions: { code: 'UNAVAILABLE', retryable: true, serviceName: 'history' },
          },
        ],
      },
    })
  })

  it('resumes from a cursor', async () => {
    const { log } = gateway.fixtures
    const { cursor } = log.record({ interaction: { __typename: 'Message', id: 'int_a' } })
    log.record({ interaction: { __typename: 'Message', id: 'int_b' } })
    client.subscribe('s', threeSubgraphs, { id: 'cus_1', after: cursor })
    await client.next()
    const interaction = { __typename: 'Message', text: 'text of int_b' }
    expect(await client.next()).toEqual(next('s', { change: 'RECORDED', interaction, who: { name: 'Ana' } }))
  })

  it('closes its upstream when the client completes it', async () => {
    await subscribed(threeSubgraphs)
    const { log } = gateway.fixtures
    const before = log.following
    client.send({ id: 's', type: 'complete' })
    await log.until(() => log.following === before - 1)
    expect(log.following).toBe(before - 1)
  })

  it('continues for others when the client that began first is gone, and ends with the last', async () => {
    const { log } = gateway.fixtures
    const other = await connectSocket(gateway.url)
    await log.until(() => log.following === 0)
    await subscribed(threeSubgraphs)
    other.subscribe('o', threeSubgraphs, { id: 'cus_1' })
    await other.next()
    await log.until(() => log.following === 1)
    client.socket.terminate()
    await client.closed
    log.record({ interaction: null })
    expect(await other.next()).toEqual(
      next('o', { change: 'RECORDED', interaction: null, who: { name: 'Ana' } }),
    )
    other.socket.close()
    await log.until(() => log.following === 0)
  })

  it.each([
    [
      'what the subgraph refuses',
      'subscription { customerHistory(customerId: "cus_9") { change } }',
      'NOT_FOUND',
    ],
    [
      'a field that does not exist',
      'subscription { customerHistory(customerId: "x") { nobody } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a missing variable',
      'subscription ($i: ID!) { customerHistory(customerId: $i) { change } }',
      'BAD_USER_INPUT',
    ],
    [
      'much in few words',
      `subscription { pulse { ...F20 } } fragment F0 on Pulse { change } ${Array.from({ length: 20 }, (_, n) => `fragment F${n + 1} on Pulse { ...F${n} ...F${n} }`).join(' ')}`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'two fields at once',
      'subscription { pulse { change } customerHistory(customerId: "cus_1") { change } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['introspection', 'subscription { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a text that is no query', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    [
      'two operations',
      'subscription A { pulse { change } } subscription B { pulse { change } }',
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])('answers %s with an error message', async (_, query, code) => {
    client.subscribe('e', query)
    expect(await client.next()).toMatchObject({ id: 'e', type: 'error', payload: [{ extensions: { code } }] })
  })

  it.each([
    ['pulse @skip(if: $v) { change }', false],
    ['pulse @include(if: $v) { change }', true],
    ['...Pulse @skip(if: $v)', false],
  ])('may have a condition at its root that holds: %s', async (root, v) => {
    const fragment = root.startsWith('...') ? 'fragment Pulse on Subscription { pulse { change } }' : ''
    client.subscribe('s', `subscription ($v: Boolean!) { ${root} } ${fragment}`, { v })
    expect(await client.next()).toMatchObject({ payload: { data: { pulse: { change: 'POSITION' } } } })
  })

  it('is refused when its conditions leave nothing', async () => {
    client.subscribe('s', 'subscription ($v: Boolean!) { pulse @include(if: $v) { change } }', { v: false })
    expect(await client.next()).toMatchObject({
      type: 'error',
      payload: [
        {
          message: 'expected a subscription to select one field, got none',
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    })
  })

  it('decides the conditions beneath its root for each set of variables', async () => {
    const query =
      'subscription ($v: Boolean!) { customerHistory(customerId: "cus_1") { change note @include(if: $v) customer @skip(if: $v) { name } } }'
    client.subscribe('a', query, { v: true })
    expect(await client.next()).toEqual(next('a', { change: 'POSITION', note: 'noted' }))
    client.subscribe('b', query, { v: false })
    expect(await client.next()).toEqual(next('b', { change: 'POSITION', customer: { name: 'Ana' } }))
  })

  it('may be one of several operations in its document', async () => {
    const query =
      'query Who { whoAmI } subscription Live { pulse { change } } subscription Other { pulse { change } }'
    client.send({ id: 's', type: 'subscribe', payload: { query, operationName: 'Live' } })
    expect(await client.next()).toMatchObject({
      id: 's',
      payload: { data: { pulse: { change: 'POSITION' } } },
    })
    client.send({ id: 'q', type: 'subscribe', payload: { query, operationName: 'Who' } })
    expect(await client.next()).toMatchObject({ id: 'q', payload: { data: { whoAmI: 'demo' } } })
  })

  it('is logged when it is over, with the number of its events', async () => {
    gateway.logged.length = 0
    const { log } = gateway.fixtures
    client.subscribe('s', 'subscription { pulse { change } }')
    await client.next()
    const before = log.following
    client.send({ id: 's', type: 'complete' })
    await log.until(() => log.following === before - 1)
    expect(gateway.logged).toContainEqual(
      expect.objectContaining({ event: 'operation', type: 'subscription', events: 1, codes: [] }),
    )
  })
})
