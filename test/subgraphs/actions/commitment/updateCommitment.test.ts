import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { createActionsSubgraph } from '../../../../subgraphs/actions/subgraph.ts'
import {
  at,
  idOf,
  membersOf,
  openSubgraph,
  type SubgraphUnderTest,
  type Variables,
} from '../../../support/recordingSubgraphs.ts'
import { ana, money, recordIn, wholeCommitment } from './commitments.ts'

let subgraph: SubgraphUnderTest
beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph)
})
afterAll(() => subgraph.stop())

const update = (commitmentId: string, input: Variables) =>
  subgraph.mutate('updateCommitment', `commitment { ${wholeCommitment} }`, {
    commitmentId,
    actor: ana,
    ...input,
  })

/** A commitment of its own matter, brought into a state. */
async function commitmentIn(state: string): Promise<string> {
  const matter = { kind: 'ORDER', externalId: randomUUID() }
  const id = idOf(await recordIn(subgraph, { matter, terms: money('10') }), 'commitment')
  if (state === 'SUPERSEDED') await recordIn(subgraph, { matter, terms: money('9'), supersedes: [id] })
  else if (state !== 'OPEN') await update(id, { state })
  return id
}

const states = ['OPEN', 'KEPT', 'BROKEN', 'WITHDRAWN', 'SUPERSEDED']
const allowed = ['OPEN KEPT', 'OPEN BROKEN', 'OPEN WITHDRAWN', 'BROKEN KEPT', 'KEPT BROKEN']

describe('updateCommitment', () => {
  it('says who changed the state, when and why', async () => {
    const id = await commitmentIn('OPEN')
    const answer = await update(id, { state: 'WITHDRAWN', reason: 'sold out' })
    expect(answer).toMatchObject({
      commitment: {
        ...{ id, state: 'WITHDRAWN', stateReason: 'sold out', stateChangedAt: at(0), terms: money('10') },
        stateChangedBy: { kind: 'HUMAN', name: 'Ana' },
      },
      userErrors: [],
    })
    expect((await subgraph.log()).find((each) => each.id === id)).toMatchObject({
      ...{ revision: 2, summary: 'Price withdrawn: BRL 10' },
    })
  })

  it('allows the changes of the table, and no others', async () => {
    for (const from of states) {
      for (const to of ['KEPT', 'BROKEN', 'WITHDRAWN']) {
        const id = await commitmentIn(from)
        const isAllowed = allowed.includes(`${from} ${to}`)
        const { commitment, userErrors } = await update(id, { state: to })
        const expected =
          isAllowed || from === to ? [to, []] : [undefined, [{ code: 'CONFLICT', field: ['state'] }]]
        expect([membersOf(commitment)['state'], userErrors], `${from} to ${to}`).toMatchObject(expected)
      }
    }
  })

  it('frees the matter for another promise', async () => {
    const matter = { kind: 'INVOICE', externalId: randomUUID() }
    const id = idOf(await recordIn(subgraph, { matter, terms: money('10') }), 'commitment')
    expect(await recordIn(subgraph, { matter, terms: money('9') })).toMatchObject({ outcome: 'CONTRADICTS' })
    await update(id, { state: 'WITHDRAWN' })
    expect(await recordIn(subgraph, { matter, terms: money('9') })).toMatchObject({ outcome: 'OK' })
  })

  it('makes a change once per key, and only at the expected revision', async () => {
    const id = await commitmentIn('OPEN')
    const input = { state: 'KEPT', idempotencyKey: randomUUID(), expectedRevision: 1 }
    expect(await update(id, input)).toMatchObject({ commitment: { state: 'KEPT' } })
    expect(await update(id, { state: 'BROKEN' })).toMatchObject({ commitment: { state: 'BROKEN' } })
    expect(await update(id, input)).toMatchObject({ commitment: { state: 'BROKEN' }, userErrors: [] })
    expect(await update(id, { ...input, state: 'WITHDRAWN' })).toMatchObject({
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
    })
    expect(await update(id, { state: 'KEPT', expectedRevision: 1 })).toMatchObject({
      userErrors: [{ code: 'CONFLICT', field: ['expectedRevision'] }],
    })
  })

  it.each<[string, Variables, string, string[]]>([
    ['to open a commitment', { state: 'OPEN' }, 'INVALID_VALUE', ['state']],
    ['to supersede without another promise', { state: 'SUPERSEDED' }, 'INVALID_VALUE', ['state']],
    ['a long reason', { state: 'KEPT', reason: 'x'.repeat(1001) }, 'TOO_LONG', ['reason']],
    ['a blank actor', { state: 'KEPT', actor: { kind: 'AI', name: ' ' } }, 'REQUIRED', ['actor', 'name']],
  ])('refuses %s', async (_what, input, code, field) => {
    expect(await update(await commitmentIn('OPEN'), input)).toMatchObject({
      ...{ commitment: null, userErrors: [{ code, field }] },
    })
  })

  it('finds no unknown id, and no action', async () => {
    const action = await subgraph.mutate('recordAction', 'action { id }', {
      customer: { identifiers: [{ type: 'PHONE', value: '11 98765-4321' }] },
      ...{ type: 'PAYMENT', actor: ana },
    })
    for (const id of [newId('int'), idOf(action, 'action')])
      expect(await update(id, { state: 'KEPT' })).toMatchObject({
        userErrors: [{ code: 'NOT_FOUND', field: ['commitmentId'] }],
      })
    expect(await update('x', { state: 'KEPT' })).toMatchObject({ userErrors: [{ code: 'INVALID_VALUE' }] })
  })
})
