import { afterEach, describe, expect, it, vi } from 'vitest'
import type { GraphCall } from '../../../platform/graph/graphCall.ts'
import { aContact, aMessage } from '../../support/chatwoot/chatwootBodies.ts'
import { until } from '../../support/until.ts'
import { startElo } from './support/startElo.ts'
import { newDatabaseUri, type RunningIntake, startIntake } from './support/startIntake.ts'

const running: RunningIntake[] = []
afterEach(async () => {
  for (const intake of running.splice(0).reverse()) await intake.stop({ andDrop: true })
})

/** A graph that counts its calls. */
function counted(graph: GraphCall): { graph: GraphCall; calls: () => number } {
  let calls = 0
  return {
    graph: async (request) => {
      calls += 1
      return graph(request)
    },
    calls: () => calls,
  }
}

/** A graph whose answers wait until it is opened. */
function createGate(graph: GraphCall): { graph: GraphCall; open: () => void } {
  let open = () => {}
  const isOpen = new Promise<void>((resolve) => (open = resolve))
  return {
    graph: async (request) => {
      await isOpen
      return graph(request)
    },
    open,
  }
}

describe('a process of the intake', () => {
  it('takes over nothing that a running process has claimed, and all of it after that process has stopped', async () => {
    const elo = await startElo()
    const other = counted(elo.graph)
    const uri = newDatabaseUri()
    const gate = createGate(elo.graph)
    const holder = await startIntake({ graph: gate.graph, uri, concurrency: 1 })
    for (let id = 1; id <= 30; id += 1) await holder.send(aMessage({ id, content: `message ${id}` }))
    const starting = await startIntake({ graph: other.graph, uri })
    running.push(starting)
    const filters: string[] = []
    starting.connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'find') filters.push(JSON.stringify(command['filter']))
    })
    // It takes deliveries again, as it does every few seconds.
    await starting.start()
    expect(other.calls()).toBe(0)
    expect(new Set((await holder.stored()).map(({ state }) => state))).toEqual(new Set(['received']))
    // The filter names the processes with a lease, and not their deliveries.
    expect(filters.filter((filter) => filter.includes('$nin') && filter.length > 200)).toEqual([])

    const stopped = holder.stop()
    gate.open()
    await stopped
    await starting.settled()
    expect(new Set((await starting.stored()).map(({ state }) => state))).toEqual(new Set(['done']))
    const texts = (await elo.history()).flatMap(({ interactions }) => interactions.map(({ text }) => text))
    expect(texts).toEqual(Array.from({ length: 30 }, (_, index) => `message ${index + 1}`))
    expect(other.calls()).toBeGreaterThan(0)
  })

  it('takes over the claims of a process that was killed, after its lease has expired', async () => {
    const elo = await startElo()
    const uri = newDatabaseUri()
    const killed = await startIntake({ graph: createGate(elo.graph).graph, uri, leaseMs: 1_000 })
    await killed.send(aMessage())
    await killed.connection.close()
    const next = await startIntake({ graph: elo.graph, uri, leaseMs: 1_000 })
    running.push(next)
    await next.settled()
    expect(await next.stored()).toMatchObject([{ state: 'done' }])
    expect(await elo.history()).toMatchObject([{ interactions: [{ text: 'Oi' }] }])
    await killed.stop()
  })

  it('uses the database’s clock for leases, and not its own', async () => {
    const elo = await startElo()
    const uri = newDatabaseUri()
    const gate = createGate(elo.graph)
    const holder = await startIntake({ graph: gate.graph, uri })
    const inAYear = () => new Date(Date.now() + 365 * 86_400_000)
    await holder.send(aMessage())
    const starting = await startIntake({ graph: elo.graph, uri, clock: inAYear })
    running.push(starting)
    await starting.send(aContact({ event: 'contact_created', id: 99, phone_number: '+5511912345678' }))
    await until('it has processed its own delivery', () => elo.mutations.length > 0)
    expect(new Set(elo.mutations)).toEqual(new Set(['identifyCustomer']))
    expect((await starting.stored()).map(({ state }) => state)).toContain('received')
    gate.open()
    await holder.settled()
    expect((await holder.stored()).map(({ state }) => state)).toEqual(['done', 'done'])
    await holder.stop()
  })

  it('processes a delivery whose write was not acknowledged', async () => {
    const elo = await startElo()
    const intake = await startIntake({ graph: elo.graph })
    running.push(intake)
    const { collection } = intake.connection.model('WebhookDelivery')
    const insertOne = collection.insertOne.bind(collection)
    vi.spyOn(collection, 'insertOne').mockImplementationOnce(async (document) => {
      await insertOne(document)
      throw new Error('the connection was closed before the answer came')
    })
    expect(await intake.send(aMessage())).toMatchObject({ status: 503 })
    expect(await intake.send(aMessage())).toMatchObject({ body: { status: 'repeated' } })
    await intake.start()
    await intake.settled()
    expect(await intake.stored()).toMatchObject([{ state: 'done' }])
  })
})
