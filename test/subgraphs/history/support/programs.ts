import fc from 'fast-check'
import { expect } from 'vitest'
import { z } from 'zod'
import { readJoined, readPages } from '../../../../examples/follow/follow.ts'
import { apply, type Kept, type Model } from '../../../../examples/follow/model.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import type { HistoryEvent } from '../../../../subgraphs/history/live/historyEvent.ts'
import type { Following } from './openFollowing.ts'
import { asAgent, asPartner, type History } from './startHistory.ts'

const customers = 4

/** What happens, and when the followers interrupt their streams and go on from an earlier place. */
export const anyStep = fc.record({
  do: fc.oneof(
    { weight: 6, arbitrary: fc.constant('write' as const) },
    { weight: 2, arbitrary: fc.constantFrom('amend' as const, 'hide' as const) },
    { weight: 5, arbitrary: fc.constantFrom('merge' as const, 'unmerge' as const) },
    { weight: 2, arbitrary: fc.constant('read' as const) },
    { weight: 1, arbitrary: fc.constant('resume' as const) },
  ),
  at: fc.nat(customers - 1),
  with: fc.nat(customers - 1),
  pick: fc.nat(1_000),
})
export type Step = typeof anyStep extends fc.Arbitrary<infer Each> ? Each : never

const pageAnswer = z.object({
  _entities: z.tuple([
    z.object({
      history: z.object({
        streamCursor: z.string(),
        nodes: z.array(z.object({ id: z.string(), revision: z.number() })),
      }),
    }),
  ]),
})

/** The model that a page gives: its newest 100 interactions, which are all. */
async function modelOfPage(
  history: History,
  profileIds: string[],
  principal: Principal,
): Promise<Model<Kept>> {
  const { data } = await history.ask(
    `query ($customer: _Any!) { _entities(representations: [$customer]) {
      ... on Customer { history(last: 100) { streamCursor nodes { id revision } } }
    } }`,
    { customer: { __typename: 'Customer', profileId: profileIds[0], profileIds } },
    principal,
  )
  const { streamCursor, nodes } = pageAnswer.parse(data)._entities[0].history
  expect(nodes.length).toBeLessThan(100)
  return {
    cursor: streamCursor,
    interactions: new Map(nodes.map(({ id, revision }) => [id, { id, revision }])),
    isLost: false,
  }
}

const revisions = ({ interactions }: Model<Kept>) =>
  [...interactions.values()].map(({ id, revision }) => `${id} ${revision}`).sort()

const interactionIn = ({ interaction }: HistoryEvent) => interaction

/** A client that builds its model from a page and the events after it. */
async function createFollower(
  following: Following,
  customerId: string,
  { from, principal, isCalm }: { from: Model<Kept>; principal: Principal; isCalm: boolean },
) {
  const models = [from]
  let stream = await following.events(customerId, from.cursor, principal)
  const model = () => models.at(-1) ?? from
  const changes = (after: string) => following.changes(customerId, after, 9, principal)

  async function read(): Promise<HistoryEvent> {
    const event = await stream.next()
    let current = model()
    const shown = interactionIn(event)
    // A stream that is not interrupted repeats nothing.
    if (isCalm && shown) expect(current.interactions.get(shown.id)?.revision).not.toBe(shown.revision)
    if (event.change === 'LOG_JOINED') current = await readJoined(current, event.pageAfter, changes)
    models.push(apply(current, [event]))
    return event
  }

  return {
    /** Every model with its cursor, from which the client may go on. */
    models,
    model,
    async resume(pick: number): Promise<void> {
      if (isCalm) return
      await stream.close()
      models.length = (pick % models.length) + 1
      stream = await following.events(customerId, model().cursor, principal)
    },
    /** Read what is there up to an interaction. */
    async readUntil(id: string): Promise<void> {
      while (interactionIn(await read())?.id !== id);
    },
    changes,
    close: () => stream.close(),
  }
}

/** Run a program: each model that a client builds is, at the end, what a page shows then. */
export async function runProgram(
  history: History,
  { short, long }: { short: Following; long: Following },
  { before, after }: { before: Step[]; after: Step[] },
): Promise<void> {
  const ids: string[] = []
  while (ids.length < customers) ids.push(await history.newCustomer())
  // Neither the oldest nor the youngest: of a merge either record may be the one that is shown.
  const [, followed = ''] = ids
  const written: string[] = []

  async function change(each: Step): Promise<void> {
    const [profileId = '', other = ''] = [ids[each.at], ids[each.with]]
    const chosen = written[each.pick % Math.max(1, written.length)]
    const group = await history.profileIdsOf(profileId)
    if (each.do === 'write') written.push(await history.record(profileId))
    else if (each.do === 'amend' && chosen)
      await history.log.amend(chosen, ({ revision }) => ({ summary: `edit ${revision}` }))
    else if (each.do === 'hide' && chosen)
      await history.log.amend(chosen, ({ visibility }) => ({
        visibility: visibility === 'PUBLIC' ? 'INTERNAL' : 'PUBLIC',
      }))
    else if (each.do === 'merge' && !group.includes(other)) await history.merge(profileId, other)
    else if (each.do === 'unmerge' && group.length > 1) await history.unmerge(profileId)
  }

  const page = async (principal: Principal) =>
    modelOfPage(history, await history.profileIdsOf(followed), principal)

  for (const each of before) await change(each)
  const kinds = [
    { following: long, principal: asAgent, isCalm: true },
    { following: long, principal: asPartner, isCalm: false },
    { following: short, principal: asPartner, isCalm: false },
  ]
  const followers = await Promise.all(
    kinds.map(async ({ following, ...kind }) =>
      createFollower(following, followed, { ...kind, from: await page(kind.principal) }),
    ),
  )

  async function settle(): Promise<void> {
    const last = await history.record(followed)
    await Promise.all(followers.map((follower) => follower.readUntil(last)))
  }

  for (const each of after) {
    if (each.do === 'read') await settle()
    else if (each.do === 'resume') await Promise.all(followers.map((follower) => follower.resume(each.pick)))
    else await change(each)
  }
  await settle()
  for (const [index, follower] of followers.entries()) {
    const principal = kinds[index]?.principal ?? asAgent
    const expected = revisions(await page(principal))
    expect(revisions(follower.model())).toEqual(expected)
    // Every cursor that was given leads there as well.
    const byCursor = new Map(follower.models.map((model) => [model.cursor, model]))
    for (const model of byCursor.values())
      expect(revisions(await readPages(model, model.cursor, follower.changes))).toEqual(expected)
    await follower.close()
  }
}
