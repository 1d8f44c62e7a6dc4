import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createToldFacts, type ToldFacts } from '../../../../subgraphs/history/brief/read/toldFacts.ts'
import { createToldStore } from '../../../../subgraphs/history/brief/read/toldStore.ts'
import { asAgent, asPartner, type History, startHistory } from '../support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('told_facts')
})

afterAll(() => history.stop())

const said = (text: string) => ({ summary: text, body: { text } })
const newFacts = () => createToldFacts(createToldStore(history.connection))

async function ordersOf(facts: ToldFacts, profileId: string, principal = asAgent): Promise<string[]> {
  const end = await history.log.lastPosition(profileId)
  const found = await facts.read(new Map([[profileId, end]]), principal, 5)
  return found.get('ORDER_NUMBER')?.map(({ value }) => value) ?? []
}

/** The commands that read interactions while the work runs. */
async function readsOf(work: () => Promise<unknown>): Promise<number> {
  let reads = 0
  const listen = ({ command }: { command: Record<string, unknown> }) => {
    if (command['find'] === 'interactions') reads += 1
  }
  const client = history.connection.getClient()
  client.on('commandStarted', listen)
  await work().finally(() => client.off('commandStarted', listen))
  // One of them is that of the last position.
  return reads - 1
}

describe('what customers told', () => {
  it('is read once, and then only what is after it', async () => {
    const [facts, id] = [newFacts(), await history.newCustomer()]
    await history.record(id, said('pedido 100'))
    expect(await readsOf(() => ordersOf(facts, id))).toBe(1)
    expect(await readsOf(() => ordersOf(facts, id))).toBe(0)
    await history.record(id, said('pedido 200'))
    expect(await readsOf(async () => expect(await ordersOf(facts, id)).toEqual(['200', '100']))).toBe(1)
  })

  it('is the same with and without what was read before, after edits, deletions and erasures', async () => {
    const [facts, id] = [newFacts(), await history.newCustomer()]
    const ids = await Promise.all(
      [100, 200, 300, 400].map((order) => history.record(id, said(`pedido ${order}`))),
    )
    const [edited = '', deleted = '', handed = ''] = ids
    await ordersOf(facts, id)
    await history.log.amend(edited, () => said('pedido 900'))
    await history.log.amend(deleted, () => ({ body: { text: 'pedido 200', deleted: true } }))
    await history.log.amend(handed, () => ({ actor: { kind: 'HUMAN', id: 'a', name: 'Bia' } }))
    const warm = await ordersOf(facts, id)
    expect(warm.sort()).toEqual(['400', '900'])
    expect((await ordersOf(newFacts(), id)).sort()).toEqual(warm)
  })

  it('is kept for all, and shown to each caller by its rights', async () => {
    const [facts, id] = [newFacts(), await history.newCustomer()]
    await history.record(id, { ...said('pedido 100'), visibility: 'INTERNAL' })
    expect(await ordersOf(facts, id)).toEqual(['100'])
    expect(await ordersOf(facts, id, asPartner)).toEqual([])
  })

  it('is the same for requests at the same time', async () => {
    const [facts, id] = [newFacts(), await history.newCustomer()]
    await history.record(id, said('pedido 100'))
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        if (index % 5 === 0) await history.record(id, said(`pedido ${500 + index}`))
        return ordersOf(facts, id)
      }),
    )
    for (const orders of answers) expect(orders).toContain('100')
    expect(await ordersOf(facts, id)).toEqual(await ordersOf(newFacts(), id))
  })

  it('is that of the last 5,000 positions of a log', async () => {
    const [facts, id] = [newFacts(), await history.newCustomer()]
    await history.record(id, said('pedido 100'))
    await history.record(id, said('pedido 200'))
    const read = async (end: number) => {
      const found = await facts.read(new Map([[id, end]]), asAgent, 5)
      return found.get('ORDER_NUMBER')?.map(({ value }) => value) ?? []
    }
    expect(await read(2)).toEqual(['200', '100'])
    expect(await read(5_000)).toEqual(['200', '100'])
    expect(await read(5_001)).toEqual(['200'])
    expect(await read(5_002)).toEqual([])
  })
})
