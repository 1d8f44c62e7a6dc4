import { z } from 'zod'
import type { FixtureRecorder } from './fixtureRecorder.ts'
import { fixtureValues } from './fixtureValues.ts'
import type { writeIdentities } from './writeIdentities.ts'
import type { writeInteractions } from './writeInteractions.ts'

const { at, email, phone } = fixtureValues

type Written = Awaited<ReturnType<typeof writeInteractions>> & Awaited<ReturnType<typeof writeIdentities>>

/** Ask every question about what was written, and keep the answers. */
export async function askEverything(
  { ask, keep, keepPages, keepStream, keepRetries }: FixtureRecorder,
  { maria, joao, caioToo, edited, deleted, refund, empty, middle, last }: Written,
): Promise<void> {
  const customers = z
    .object({ customers: z.object({ nodes: z.array(z.object({ id: z.string() })) }) })
    .parse(await ask('{ customers(first: 100) { nodes { id } } }', {}))
    .customers.nodes.map(({ id }) => id)
  for (const id of customers) {
    await keep('customer', { id })
    await keepPages('history', { id, first: 7 }, ['customer', 'history'])
    await keepPages('conversations', { id, first: 2 }, ['customer', 'conversations'])
    await keepPages('actions', { id, first: 1 }, ['customer', 'actions'])
    await keepPages('feedback', { id, first: 1 }, ['customer', 'feedback'])
  }
  for (const id of [joao, caioToo]) await keep('customer', { id })
  await keep('history', { id: maria, last: 3 })
  await keep('history', { id: maria, first: 50, filter: { kinds: ['STATUS', 'IDENTITY'] } })
  await keep('history', {
    id: maria,
    first: 50,
    filter: { visibility: 'INTERNAL', from: at(5), to: at(11) },
  })
  await keepPages('customers', { first: 4 }, ['customers'])
  await keep('customers', { first: 10, filter: { tag: 'vip' } })
  await keep('customers', { first: 10, filter: { name: 'maria' } })
  for (const identifier of [phone('11 94444-0001'), email('JOAO@loja.example'), phone('+551133330000')]) {
    await keep('customerByIdentifier', { identifier })
  }
  for (const id of [edited, deleted, refund]) await keep('interaction', { id })
  await keepStream('customerHistory', { customerId: maria, after: empty }, last)
  await keepStream('customerHistory', { customerId: maria, after: middle }, last)
  await keepRetries()
}
