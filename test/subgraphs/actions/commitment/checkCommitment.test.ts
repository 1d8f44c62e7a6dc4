import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { createActionsSubgraph } from '../../../../subgraphs/actions/subgraph.ts'
import {
  at,
  byPhone,
  idOf,
  openSubgraph,
  type SubgraphUnderTest,
} from '../../../support/recordingSubgraphs.ts'
import { bot, checkIn, money, recordIn } from './commitments.ts'

let subgraph: SubgraphUnderTest
let price: string
beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph)
  price = idOf(await recordIn(subgraph, { terms: money('100') }), 'commitment')
})
afterAll(() => subgraph.stop())

const stored = async () => {
  const { connection } = subgraph
  return Promise.all(
    ['interactions', 'profiles', 'identifiers'].map((name) => connection.collection(name).countDocuments()),
  )
}

describe('checkCommitment', () => {
  it('says what recordCommitment would do, and changes nothing', async () => {
    const before = await stored()
    const check = (input: object) => checkIn(subgraph, { actor: bot, ...input })
    expect(await check({ terms: money('100') })).toMatchObject({ outcome: 'SAME_AS', sameAs: { id: price } })
    expect(await check({ terms: money('90') })).toMatchObject({
      ...{ outcome: 'CONTRADICTS', sameAs: null, userErrors: [] },
      contradictions: [{ open: { commitment: { id: price } }, differs: ['AMOUNT'] }],
    })
    expect(await check({ terms: money('90'), supersedes: [price] })).toMatchObject({ outcome: 'OK' })
    expect(await check({ kind: 'REFUND', terms: money('90') })).toMatchObject({ outcome: 'OK' })
    expect(await stored()).toEqual(before)
  })

  it('creates no customer', async () => {
    const before = await stored()
    expect(await checkIn(subgraph, { customer: byPhone('11 95555-4321'), terms: money('1') })).toMatchObject({
      ...{ outcome: 'OK', userErrors: [] },
    })
    expect(await stored()).toEqual(before)
  })

  it('refuses what recordCommitment refuses', async () => {
    const nothing = { outcome: null, sameAs: null, contradictions: [], needsApproval: false, limit: null }
    expect(await checkIn(subgraph, { terms: money('-1'), dueAt: at(-1) })).toMatchObject({
      ...nothing,
      userErrors: [{ field: ['terms', 'amount', 'amount'] }, { field: ['dueAt'] }],
    })
    expect(await checkIn(subgraph, { terms: money('1'), customer: { id: newId('cus') } })).toMatchObject({
      ...{ ...nothing, userErrors: [{ code: 'NOT_FOUND', field: ['customer', 'id'] }] },
    })
    expect(await checkIn(subgraph, { terms: money('1'), customer: byPhone('12') })).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['customer', 'identifiers', '0', 'value'] }],
    })
  })
})
