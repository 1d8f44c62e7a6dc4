import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { askForData, askGraph } from '../support/askGraph.ts'
import {
  message,
  recordedSchema,
  recordMutation,
  type SingleProcess,
  startSingleProcess,
} from './support/startSingleProcess.ts'

let elo: SingleProcess
beforeAll(async () => void (elo = await startSingleProcess('across-subgraphs')))
afterAll(() => elo.stop())

describe('a merge preview', () => {
  it('lists actions that are not finished, and open conversations, from the subgraphs that own them', async () => {
    const [ana, bia] = ['+5511961110006', '+5511961110007']
    const ids = [await elo.record(ana, 'Oi'), await elo.record(bia, 'Oi')].map(({ customer }) => customer.id)
    const of = (phone: string) => `customer: { identifiers: [{ type: PHONE, value: "${phone}" }] }`
    const appointment = `type: APPOINTMENT status: REQUESTED summary: "Visit on Friday" actor: { kind: AI }`
    await elo.mutate(`recordAction(input: { ${of(ana)} ${appointment} }) { userErrors { code } }`)
    await elo.mutate(
      `recordAction(input: { ${of(ana)} type: PAYMENT actor: { kind: AI } }) { userErrors { code } }`,
    )
    await elo.mutate(`recordConversation(input: { ${of(bia)} channel: EMAIL }) { userErrors { code } }`)
    const conversations =
      'conversations(filter: { statuses: [OPEN], channels: [EMAIL] }) { nodes { status channel } }'
    const { data, errors } = await askGraph(
      elo.url,
      `query ($of: ID!, $other: ID!) { mergePreview(customerId: $of, otherCustomerId: $other) {
        openActions { ofCustomer ofOtherCustomer actions { type status summary customer { id } } }
        customer { ${conversations} } otherCustomer { ${conversations} }
      } }`,
      { of: ids[0], other: ids[1] },
    )

    expect(errors).toBeUndefined()
    expect(data?.['mergePreview']).toEqual({
      openActions: {
        ofCustomer: 1,
        ofOtherCustomer: 0,
        actions: [
          {
            ...{ type: 'APPOINTMENT', status: 'REQUESTED', summary: 'Visit on Friday' },
            customer: { id: ids[0] },
          },
        ],
      },
      customer: { conversations: { nodes: [] } },
      otherCustomer: { conversations: { nodes: [{ status: 'OPEN', channel: 'EMAIL' }] } },
    })
  })
})

describe('node', () => {
  it('resolves objects of every subgraph by their ids', async () => {
    const phone = '+5511961110018'
    const { id, customer } = await elo.record(phone, 'Oi')
    const of = `customer: { identifiers: [{ type: PHONE, value: "${phone}" }] }`
    const recorded = await askGraph(
      elo.url,
      `mutation { recordConversation(input: { ${of} channel: EMAIL }) { conversation { id } userErrors { code } } }`,
    )
    const schema = z.object({ recordConversation: z.object({ conversation: z.object({ id: z.string() }) }) })
    const conversation = schema.parse(recorded.data).recordConversation.conversation.id
    const { data, errors } = await askGraph(
      elo.url,
      `query ($customer: ID!, $profile: ID!, $message: ID!, $conversation: ID!) {
        customer: node(id: $customer) { __typename id ... on Customer { history(first: 1) { nodes { id } } } }
        profile: node(id: $profile) { __typename id }
        message: node(id: $message) { __typename id ... on Message { text summary customer { id } } }
        conversation: node(id: $conversation) { __typename id ... on Conversation { status } }
      }`,
      { customer: customer.id, profile: customer.id.replace('cus_', 'pro_'), message: id, conversation },
    )

    expect(errors).toBeUndefined()
    expect(data).toEqual({
      customer: { __typename: 'Customer', id: customer.id, history: { nodes: [{ id }] } },
      profile: { __typename: 'Profile', id: customer.id.replace('cus_', 'pro_') },
      message: { __typename: 'Message', id, text: 'Oi', summary: 'Oi', customer: { id: customer.id } },
      conversation: { __typename: 'Conversation', id: conversation, status: 'OPEN' },
    })
  })
})

describe('bad input', () => {
  it.each([
    ['{ customer(id: "55") { id } }', 'BAD_USER_INPUT'],
    ['{ interaction(id: "cus_1") { id } }', 'BAD_USER_INPUT'],
    ['{ customers(first: 1000) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['{ customers(after: "nonsense") { nodes { id } } }', 'INVALID_CURSOR'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{', 'GRAPHQL_PARSE_FAILED'],
  ])('%s is answered by %s', async (query, code) => {
    const { errors } = await askGraph(elo.url, query)
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code])
  })

  it('does not include an unknown id: its customer is null', async () => {
    const { data, errors } = await askGraph(
      elo.url,
      '{ customer(id: "cus_01a208ec-7292-725b-8dbf-ef721dd1cf8f") { id } }',
    )
    expect(errors).toBeUndefined()
    expect(data).toEqual({ customer: null })
  })

  it.each([
    ['PHONE', '12345'],
    ['CPF', '111.111.111-11'],
    ['EMAIL', 'maria at example'],
  ])('a %s that is none is a userError with its field', async (type, value) => {
    const input = { ...message('', 'Oi'), customer: { identifiers: [{ type, value }] } }
    const { recordMessage } = await askForData(recordedSchema, elo.url, recordMutation, { input })
    expect(recordMessage.message).toBeNull()
    expect(recordMessage.userErrors).toHaveLength(1)
    expect(recordMessage.userErrors[0]?.field).toEqual(['customer', 'identifiers', '0', 'value'])
  })
})
