import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { createActionsSubgraph } from '../../../subgraphs/actions/subgraph.ts'
import {
  byPhone,
  idOf,
  openSubgraph,
  type SubgraphUnderTest,
  type Variables,
} from '../../support/recordingSubgraphs.ts'

const whole = 'action { id type name status amount { amount currency } externalReference details }'
const bot = { kind: 'AI', externalId: '2', name: 'Bot Financeiro' }

let subgraph: SubgraphUnderTest

beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph)
})
afterAll(() => subgraph.stop())

function record(input: Variables, principal: Principal = demoPrincipal) {
  return subgraph.mutate(
    'recordAction',
    whole,
    { customer: byPhone('11 98765-4321'), type: 'PAYMENT', actor: bot, ...input },
    principal,
  )
}

function update(input: Variables) {
  return subgraph.mutate('updateAction', whole, input)
}

async function last() {
  const interaction = (await subgraph.log()).at(-1)
  if (!interaction) throw new Error('the log is empty')
  return interaction
}

describe('updateAction', () => {
  it('changes the fields that are given and keeps the others', async () => {
    const actionId = idOf(
      await record({ type: 'REFUND', status: 'REQUESTED', externalReference: 'r1', details: { a: 1 } }),
      'action',
    )
    const amount = { amount: '5.00', currency: 'BRL' }
    expect(await update({ actionId, status: 'COMPLETED', amount, expectedRevision: 1 })).toEqual({
      action: {
        id: actionId,
        type: 'REFUND',
        name: 'refund',
        status: 'COMPLETED',
        amount,
        externalReference: 'r1',
        details: { a: 1 },
      },
      userErrors: [],
    })
    expect(await last()).toMatchObject({ revision: 2, summary: 'Refund completed: BRL 5.00' })
    expect(await update({ actionId, amount: null, details: null })).toMatchObject({
      action: { amount: null, details: null },
    })
  })

  it('makes no revision when nothing changes', async () => {
    const actionId = idOf(await record({ status: 'REQUESTED' }), 'action')
    await update({ actionId, status: 'REQUESTED' })
    await update({ actionId })
    expect(await last()).toMatchObject({ revision: 1 })
  })

  it('is a conflict at another revision than expected', async () => {
    const actionId = idOf(await record({ status: 'REQUESTED' }), 'action')
    await update({ actionId, status: 'IN_PROGRESS' })
    expect(await update({ actionId, status: 'FAILED', expectedRevision: 1 })).toEqual({
      action: null,
      userErrors: [
        {
          code: 'CONFLICT',
          field: ['expectedRevision'],
          message: 'expectedRevision: expected 1, it is 2',
        },
      ],
    })
    expect(await last()).toMatchObject({ revision: 2, body: { status: 'IN_PROGRESS' } })
  })

  it('answers a retry with the same idempotency key, and makes no new revision', async () => {
    const actionId = idOf(await record({ status: 'REQUESTED' }), 'action')
    const change = { actionId, status: 'COMPLETED', expectedRevision: 1, idempotencyKey: 'update 1' }
    await update(change)
    await update({ actionId, externalReference: 'r2' })
    expect(await update(change)).toMatchObject({
      action: { status: 'COMPLETED', externalReference: 'r2' },
      userErrors: [],
    })
    expect(await last()).toMatchObject({ revision: 3 })
    expect(await update({ ...change, status: 'FAILED' })).toMatchObject({
      action: null,
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['idempotencyKey'] }],
    })
  })

  it('makes one of several concurrent updates that expect the same revision', async () => {
    const actionId = idOf(await record({ status: 'REQUESTED' }), 'action')
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        update({ actionId, externalReference: `r${index}`, expectedRevision: 1 }),
      ),
    )
    expect(answers.filter(({ action }) => action !== null)).toHaveLength(1)
  })

  it('is NOT_FOUND when there is no such action', async () => {
    const actionId = newId('int')
    expect(await update({ actionId, status: 'FAILED' })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: ['actionId'] }],
    })
    expect(await update({ actionId: 'int_7' })).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['actionId'] }],
    })
  })
})
