import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPrincipal, type Principal } from '../../platform/subgraph/principal.ts'
import { membersOf } from '../support/recordingSubgraphs.ts'
import { startWholeGraph, type WholeGraph } from '../support/wholeGraph.ts'

let graph: WholeGraph
beforeAll(async () => void (graph = await startWholeGraph()))
afterAll(() => graph.stop())

const withoutPersonalData: Principal = {
  ...demoPrincipal,
  kind: 'PARTNER',
  scopes: demoPrincipal.scopes.filter((scope) => scope !== 'pii:read'),
}

const record = `mutation ($input: RecordCommitmentInput!) { recordCommitment(input: $input) {
  outcome commitment { id kind summary actor { kind name } matter { kind externalId } customer { id } }
  contradictions { open { commitment { id summary occurredAt } } } userErrors { code } } }`

describe('a commitment in the graph', () => {
  it('is an interaction of the history, in a page, by its id and in the contradiction of another one', async () => {
    const input = {
      customer: { identifiers: [{ type: 'PHONE', value: '+5511987654321' }] },
      ...{ kind: 'REFUND', terms: { amount: { amount: '50', currency: 'BRL' }, text: 'to 11 91234-5678' } },
      ...{ actor: { kind: 'AI', name: 'Íris' }, matter: { kind: 'ORDER', externalId: '1001' } },
    }
    const first = await graph.ask(demoPrincipal, record, { input })
    const { commitment } = membersOf(membersOf(first.data)['recordCommitment'])
    const { id, customer } = membersOf(commitment)
    const summary = 'Refund promised: BRL 50, to 11 91234-5678'
    expect(first).toEqual({
      data: {
        recordCommitment: {
          outcome: 'OK',
          commitment: {
            ...{ id, kind: 'COMMITMENT', summary, customer },
            ...{ actor: { kind: 'AI', name: 'Íris' }, matter: { kind: 'ORDER', externalId: '1001' } },
          },
          ...{ contradictions: [], userErrors: [] },
        },
      },
    })
    const other = { ...input, terms: { amount: { amount: '60', currency: 'BRL' } } }
    expect(await graph.ask(demoPrincipal, record, { input: other })).toMatchObject({
      data: { recordCommitment: { contradictions: [{ open: { commitment: { id, summary } } }] } },
    })

    const everywhere = `query ($id: ID!, $customer: ID!) {
      node(id: $id) { __typename ... on Commitment { terms { text } } }
      customer(id: $customer) {
        history(filter: { kinds: [COMMITMENT] }) { nodes { id ... on Commitment { state terms { text } } } }
        commitments { nodes { id summary } }
      }
    }`
    const shown = (text: string, inSummary: string) => ({
      data: {
        node: { __typename: 'Commitment', terms: { text } },
        customer: {
          history: { nodes: [{ id, state: 'OPEN', terms: { text } }] },
          commitments: { nodes: [{ id, summary: inSummary }] },
        },
      },
    })
    const variables = { id, customer: membersOf(customer)['id'] }
    expect(await graph.ask(demoPrincipal, everywhere, variables)).toEqual(shown('to 11 91234-5678', summary))
    const masked = await graph.ask(withoutPersonalData, everywhere, variables)
    expect(JSON.stringify(masked)).not.toContain('91234')
    expect(masked.errors).toBeUndefined()
  })
})
