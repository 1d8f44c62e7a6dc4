import { deliversJoined } from './clients/historyDocuments.ts'
import { readHistoryPage } from './clients/readHistoryPage.ts'
import type { KnownInteraction } from './model.ts'
import {
  checkWriters,
  differences,
  noFaults,
  outOfLogOrder,
  outOfRecordedOrder,
  type Verdict,
} from './oracle.ts'
import { describeQueued, describeStored, profilesOf, readPlaces } from './readPlaces.ts'
import { runAction, settle } from './runAction.ts'
import type { Action } from './schedule.ts'
import { type World } from './world.ts'
import { until } from '../support/until.ts'

export type Outcome = Verdict & { events: number; logsJoined: number; writes: number; connects: number }

/** How long a client may take to show what its page shows, after the last fault of the network is over. */
const catchUpMs = { quiet: 8_000, disrupted: 45_000 }

/** Run a schedule in its world, heal everything, and compare what each client knows with the page that it reads. */
export async function runSchedule(world: World, schedule: readonly Action[]): Promise<Outcome> {
  const isDisrupted = schedule.some(({ do: name }) => disruptions.includes(name))
  for (const action of schedule) await runAction(world, action)
  await settle(world)
  for (const client of [...world.clients, world.group]) client.heal()
  const patienceMs = isDisrupted ? catchUpMs.disrupted : catchUpMs.quiet
  const verdict = noFaults()

  // Before the last message: what was delivered to the intake is recorded later.
  const all = await readWhenDelivered(world, patienceMs)
  world.maxMessages = Infinity
  for (const [customer] of world.customers.entries()) {
    await runAction(world, { do: 'write', writer: 1, customer })
  }
  await settle(world)

  for (const at of world.followers.keys()) await checkFollower(world, at, verdict, patienceMs)
  const pages = [...all, ...(await readAll(world))]
  await checkFeed(world, pages, verdict, patienceMs)
  await checkGroup(world, pages, verdict, patienceMs)
  const writers = checkWriters(world.acknowledged, pages)
  for (const lost of writers.lost) {
    const [number = ''] = /#\d+\.\d+/u.exec(lost) ?? []
    verdict.lost.push(`${lost}; ${await describeStored(world.cluster.database.uri, number)}`)
  }
  verdict.repeated.push(...writers.repeated)
  verdict.refused.push(...world.refused)
  const models = [...world.followers.map((each) => each.model()), world.feed.model]
  const sum = (counts: (number | undefined)[]) => counts.reduce<number>((all, count) => all + (count ?? 0), 0)
  return {
    ...verdict,
    events: sum([...models.map((model) => model?.eventCount), world.group.sharedFeed.eventCount()]),
    logsJoined: sum(models.map((model) => model?.logsJoined)),
    writes: world.acknowledged.length,
    connects: sum(world.clients.map((client) => client.connectCount())),
  }
}

/** Compare what a follower knows with the page that the same caller reads. */
async function checkFollower(world: World, at: number, verdict: Verdict, patienceMs: number): Promise<void> {
  const follower = world.followers[at]
  const model = follower?.model()
  if (!follower || !model) return
  const customerId = world.customers[at % 2]?.id ?? ''
  const graph = at === world.followers.length - 1 ? world.graph.limited : world.graph.reader
  const named = (faults: readonly string[]) => faults.map((fault) => `client ${at}: ${fault}`)
  let found: string[] = []
  await until(
    '',
    async () => {
      found = differences(model.interactions, (await readHistoryPage(graph, customerId)).nodes)
      return found.length === 0
    },
    patienceMs,
  ).catch(() => {
    verdict.differs.push(...named([found.join('; ')]))
  })
  const places = await readPlaces(world.cluster.database.uri, [...model.interactions.keys()])
  verdict.repeated.push(...named(model.repeated))
  verdict.reordered.push(...named([...model.reordered, ...outOfLogOrder(model, places)]))
  verdict.refused.push(...named([...follower.refused, ...model.unexpected]))
}

/** Compare what the feed brought with all messages of the pages. */
async function checkFeed(
  world: World,
  pages: readonly KnownInteraction[],
  verdict: Verdict,
  patienceMs: number,
): Promise<void> {
  const { model, refused } = world.feed
  const messages = pages.filter(({ kind }) => kind === 'MESSAGE')
  const latest = [...new Map(messages.map((each) => [each.id, each])).values()]
  const named = (faults: readonly string[]) => faults.map((fault) => `feed: ${fault}`)
  await until(
    '',
    () => Promise.resolve(differences(model.interactions, latest).length === 0),
    patienceMs,
  ).catch(() => {
    verdict.differs.push(...named([differences(model.interactions, latest).join('; ')]))
  })
  const places = await readPlaces(world.cluster.database.uri, [...model.interactions.keys()])
  verdict.repeated.push(...named(model.repeated))
  verdict.reordered.push(...named([...model.reordered, ...outOfRecordedOrder(model, places)]))
  verdict.refused.push(...named([...refused, ...model.unexpected]))
}

/**
 * Compare what the members of the consumer group acknowledged with the messages of the pages. An unmerge can take the
 * contact of a delivery away from the customers of the group, so only what is in their own logs must have been given.
 */
async function checkGroup(
  { group: { sharedFeed }, customers, cluster }: World,
  pages: readonly KnownInteraction[],
  verdict: Verdict,
  patienceMs: number,
): Promise<void> {
  const named = (faults: readonly string[]) => faults.map((fault) => `group: ${fault}`)
  const messages = pages.filter(({ kind }) => kind === 'MESSAGE')
  const places = await readPlaces(
    cluster.database.uri,
    messages.map(({ id }) => id),
  )
  const own = new Set(customers.map(({ id }) => id))
  const expected = [...places].flatMap(([id, { profileId, revision }]) =>
    own.has(profileId) ? [{ id, revision }] : [],
  )
  const missing = () => sharedFeed.missing(expected)
  // One after the other, so it takes as long as there are many: only a standstill is a fault.
  for (let before = Infinity; missing().length > 0 && missing().length < before;) {
    before = missing().length
    await until('', () => missing().length < before, patienceMs).catch(() => undefined)
  }
  for (const { id, revision } of missing()) {
    const queued = await describeQueued(cluster.database.uri, id)
    verdict.lost.push(`group: no member has acknowledged ${id} in revision ${revision}; ${queued}`)
  }
  const { repeated, reordered } = sharedFeed.verdict(places)
  verdict.repeated.push(...named(repeated))
  verdict.reordered.push(...named(reordered))
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
