import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { membersOf } from '../../../support/recordingSubgraphs.ts'
import { startWholeGraph, type Variables, type WholeGraph } from '../../../support/wholeGraph.ts'

let graph: WholeGraph

beforeAll(async () => {
  graph = await startWholeGraph()
})
afterAll(() => graph.stop())

const withoutPii: Principal = {
  ...demoPrincipal,
  scopes: demoPrincipal.scopes.filter((scope) => scope !== 'pii:read'),
}
const customer = { identifiers: [{ type: 'PHONE', value: '+5511987654321' }] }
const iris = { kind: 'AI', externalId: 'iris', name: 'Íris', model: 'm-5', version: '12', briefId: 'brf_1' }
const order = { kind: 'ORDER', externalId: 'of +5511987654321' }

async function mutate(name: string, selection: string, input: Variables): Promise<Record<string, unknown>> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { message } } }`
  const { data, errors } = await graph.ask(demoPrincipal, query, { input })
  expect(errors).toBeUndefined()
  const payload = membersOf(membersOf(data)[name])
  expect(payload['userErrors']).toEqual([])
  return payload
}

describe('a client of the gateway', () => {
  it('names a matter and an AI agent, and reads both in histories, lists, matters and streams', async () => {
    const opened = await mutate(
      'recordConversation',
      'conversation { id customer { id } matter { kind externalId } }',
      {
        ...{ customer, channel: 'WHATSAPP', matter: order },
      },
    )
    const conversation = membersOf(opened['conversation'])
    expect(conversation['matter']).toEqual(order)
    const id = membersOf(conversation['customer'])['id']
    const socket = await graph.connect(demoPrincipal)
    socket.subscribe(
      '1',
      `subscription ($id: ID!, $filter: HistoryFilter) { customerHistory(customerId: $id, filter: $filter) {
        change interaction { matter { kind externalId } actor { model version briefId } ... on Action { status } }
      } }`,
      { id, filter: { matters: [order], models: ['m-5'], actors: ['iris'] } },
    )
    await socket.next()
    await mutate('recordMessage', 'message { matter { kind externalId } actor { model } }', {
      ...{ customer, channel: 'WHATSAPP', conversationId: conversation['id'], text: 'Where is it?' },
      actor: { kind: 'CUSTOMER' },
    })
    await mutate('recordAction', 'action { matter { kind externalId } actor { model version briefId } }', {
      ...{ customer, type: 'REFUND', status: 'REQUESTED', actor: iris, matter: order },
    })
    expect(await socket.next()).toMatchObject({
      payload: {
        data: {
          customerHistory: {
            change: 'RECORDED',
            interaction: {
              matter: order,
              actor: { model: 'm-5', version: '12', briefId: 'brf_1' },
              status: 'REQUESTED',
            },
          },
        },
      },
    })
    socket.socket.terminate()

    const query = `query ($id: ID!, $matter: MatterInput!) { customer(id: $id) {
      history(last: 5, filter: { matters: [$matter] }) { nodes { matter { kind externalId } actor { kind model } } }
      conversations(filter: { matter: $matter }) { nodes { id } }
      actions(filter: { matter: $matter }) { nodes { matter { externalId } status } }
      matters(filter: { states: [OPEN] }) { nodes {
        matter { kind externalId } state interactionCount openConversationCount openActionCount
        lastTouch { channel interaction { actor { version } ... on Action { type } } }
      } }
    } }`
    const { data, errors } = await graph.ask(demoPrincipal, query, { id, matter: order })
    expect(errors).toBeUndefined()
    expect(data).toEqual({
      customer: {
        history: {
          nodes: [
            { matter: order, actor: { kind: 'CUSTOMER', model: null } },
            { matter: order, actor: { kind: 'AI', model: 'm-5' } },
          ],
        },
        conversations: { nodes: [{ id: conversation['id'] }] },
        actions: { nodes: [{ matter: { externalId: order.externalId }, status: 'REQUESTED' }] },
        matters: {
          nodes: [
            {
              matter: order,
              state: 'OPEN',
              interactionCount: 2,
              openConversationCount: 1,
              openActionCount: 1,
              lastTouch: { channel: null, interaction: { actor: { version: '12' }, type: 'REFUND' } },
            },
          ],
        },
      },
    })
    const masked = await graph.ask(withoutPii, query, { id, matter: order })
    expect(masked.errors).toBeUndefined()
    expect(JSON.stringify(masked)).not.toContain('987654321')
    expect(JSON.stringify(masked)).toContain('"externalId":"of ')
  })
})
