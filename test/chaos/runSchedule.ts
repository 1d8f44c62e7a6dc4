import { deliversJoined } from './clients/historyDocuments.ts'
import { readHistoryPage } from './clients/readHistoryPage.ts'
import type { KnownInteraction } from './model.ts'
import { checkWriters, differences, noFaults, outOfLogOrder, type Verdict } from './oracle.ts'
import { describeStored, profilesOf, readPlaces } from './readPlaces.ts'
import { runAction, settle } from './runAction.ts'
import type { Action } from './schedule.ts'
import { type World } from './world.ts'
import { until } from '../support/until.ts'

export type Outcome = Verdict & { events: number; writes: number; connects: number }

/** How long a client may take to show what its page shows, after the last fault of the network is over. */
const catchUpMs = { quiet: 8_000, disrupted: 45_000 }

/** Run a schedule in its world, heal everything, and compare what each client knows with the page that it reads. */
export async function runSchedule(world: World, schedule: readonly Action[]): Promise<Outcome> {
  const isDisrupted = schedule.some(({ do: name }) => disruptions.includes(name))
  for (const action of schedule) await runAction(world, action)
  await settle(world)
  for (const client of world.clients) client.heal()
  const patienceMs = isDisrupted ? catchUpMs.disrupted : catchUpMs.quiet
  const verdict = noFaults()

  // Before the last message: what was delivered to the intake is recorded later.
  const all = await readWhenDelivered(world, patienceMs)
  world.maxMessages = Infinity
  for (const [customer] of world.customers.entries()) {
    await runAction(world, { do: 'write', writer: 2, customer })
  }
  await settle(world)

  for (const [at, client] of world.clients.entries()) {
    const model = client.model()
    const customerId = world.customers[at % 2]?.id ?? ''
    if (!model) continue
    const graph = at === world.clients.length - 1 ? world.graph.limited : world.graph.reader
    let found: string[] = []
    async function isSame(): Promise<boolean> {
      found = differences(model?.interactions ?? new Map(), (await readHistoryPage(graph, customerId)).nodes)
      return found.length === 0
    }
    await until('', isSame, patienceMs).catch(() => {
      verdict.differs.push(`client ${at}: ${found.join('; ')}`)
    })
    const named = (faults: readonly string[]) => faults.map((fault) => `client ${at}: ${fault}`)
    const places = await readPlaces(world.cluster.database.uri, [...model.interactions.keys()])
    verdict.repeated.push(...named(model.repeated))
    verdict.reordered.push(...named([...model.reordered, ...outOfLogOrder(model, places)]))
    verdict.refused.push(...named([...client.refused, ...model.unexpected]))
  }
  const writers = checkWriters(world.acknowledged, [...all, ...(await readAll(world))])
  for (const lost of writers.lost) {
    const [number = ''] = /#\d+\.\d+/u.exec(lost) ?? []
    verdict.lost.push(`${lost}; ${await describeStored(world.cluster.database.uri, number)}`)
  }
  verdict.repeated.push(...writers.repeated)
  verdict.refused.push(...world.refused)
  const events = world.clients.reduce((sum, client) => sum + (client.model()?.eventCount ?? 0), 0)
  const connects = world.clients.reduce((sum, client) => sum + client.connectCount(), 0)
  return { ...verdict, events, writes: world.acknowledged.length, connects }
}

/** All interactions of the world's customers, once every delivery is among them or the time is over. */
async function readWhenDelivered(world: World, patienceMs: number): Promise<KnownInteraction[]> {
  let all = await readAll(world)
  await until(
    '',
    async () => {
      all = await readAll(world)
      return checkWriters(world.acknowledged, all).lost.length === 0
    },
    patienceMs,
  ).catch(() => undefined)
  return all
}

/** An unmerge gives the contact of a delivery a customer of its own, which the schedule does not know. */
async function readAll({ customers, graph, acknowledged, cluster }: World): Promise<KnownInteraction[]> {
  const delivered = acknowledged.flatMap(({ id, number }) => (id === null ? [number] : []))
  const ids = new Set([
    ...customers.map(({ id }) => id),
    ...(await profilesOf(cluster.database.uri, delivered)),
  ])
  const pages = await Promise.all([...ids].map((id) => readHistoryPage(graph.reader, id)))
  return pages.flatMap(({ nodes }) => nodes)
}

const disruptions: Action['do'][] = ['kill', 'pause', 'killMember', 'pauseMember', 'stepDown', 'failOver']

/** Whether schedules may merge: without the events of a joined log a page and its stream do not add up. */
export const canMerge = deliversJoined
