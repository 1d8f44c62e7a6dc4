import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { NewInteraction } from '../../../../interactions/interaction.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { page, stagesOf } from '../support/askHistory.ts'
import { followCustomer } from '../support/followCustomer.ts'
import { feedSubscription, liveEvents } from '../support/liveEvents.ts'
import { readChanges } from '../support/pollChanges.ts'
import { type History, startHistory } from '../support/startHistory.ts'
import { complaint, invoice, order } from './askMatters.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('matter_filters')
})
afterAll(() => history.stop())

const iris = { kind: 'AI', id: 'iris', name: 'Íris', model: 'm-5', version: '12', briefId: 'brf_1' } as const

/** What a filter has to find, and what it has to leave out. */
const filters: [string, Record<string, unknown>, Partial<NewInteraction>, Partial<NewInteraction>][] = [
  ['matters', { matters: [order, complaint] }, { matter: order }, { matter: invoice }],
  ['actors', { actors: ['iris'] }, { actor: iris }, { actor: { ...iris, id: 'lia' } }],
  ['models', { models: ['m-4', 'm-5'] }, { actor: iris }, { actor: { ...iris, model: 'M-5' } }],
]

const nodesSchema = z.object({
  _entities: z.tuple([z.object({ history: z.object({ nodes: z.array(z.unknown()) }) })]),
})

describe.each(filters)('the filter by %s', (_name, filter, matching, other) => {
  it('is that of a page, of its stream, of changes and of the feed', async () => {
    const customer = await history.newCustomer()
    const feed = liveEvents(await history.subscribe(feedSubscription, { filter }))
    await feed.next()
    const first = await history.record(customer, matching)
    await history.record(customer, other)
    await history.record(customer)
    const read = await page(history, [customer], { filter })
    expect(read.ids).toEqual([first])
    const stream = await followCustomer(history, customer, { filter, after: read.streamCursor })
    await stream.next()
    await history.record(customer, other)
    const second = await history.record(customer, matching)
    expect(await stream.next()).toMatchObject({ change: 'RECORDED', interaction: { id: second } })
    await stream.close()
    const { events } = await readChanges(history, customer, { filter })
    expect(events.map(({ interaction }) => interaction?.id)).toEqual([first, second])
    expect((await feed.take(2)).map(({ interaction }) => interaction?.id)).toEqual([first, second])
    await feed.close()
  })

  it('matches nothing when it is empty, and everything when it is null', async () => {
    const customer = newId('cus')
    await history.record(customer, matching)
    const [member = ''] = Object.keys(filter)
    expect((await page(history, [customer], { filter: { [member]: [] } })).ids).toEqual([])
    expect((await page(history, [customer], { filter: { [member]: null } })).ids).toHaveLength(1)
  })

  it('refuses more than 50 items, also in a stream', async () => {
    const customer = await history.newCustomer()
    const [[member = '', [item] = []] = []] = Object.entries(filter).map(
      ([name, items]) => [name, z.array(z.unknown()).parse(items)] as const,
    )
    const tooMany = { [member]: Array.from({ length: 51 }, () => item) }
    const refusal = {
      message: `filter.${member}: expected at most 50, got 51`,
      extensions: { code: 'BAD_USER_INPUT' },
    }
    await expect(followCustomer(history, customer, { filter: tooMany })).rejects.toMatchObject(refusal)
    await expect(history.subscribe(feedSubscription, { filter: tooMany })).rejects.toMatchObject(refusal)
    await expect(readChanges(history, customer, { filter: tooMany })).rejects.toMatchObject(refusal)
  })
})

describe('a page of matters', () => {
  it('is read by an index, over several profiles and matters, and sorts nothing', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    for (const profileId of profileIds) {
      await history.recordMany(profileId, 20)
      for (const matter of [order, invoice, complaint, { ...order, externalId: '77' }])
        await history.record(profileId, { matter })
    }
    const commands: Record<string, unknown>[] = []
    const client = history.connection.getClient()
    client.on('commandStarted', ({ command }) => commands.push(command))
    const { ids } = await page(history, profileIds, { filter: { matters: [order, complaint] }, last: 3 })
    client.removeAllListeners('commandStarted')
    expect(ids).toHaveLength(3)
    const { pipeline, hint } = commands[0] ?? {}
    const plan = JSON.stringify(
      await history.connection.db?.command({
        explain: { aggregate: 'interactions', pipeline, hint, cursor: {} },
        verbosity: 'executionStats',
      }),
    )
    expect(stagesOf(plan)).toEqual(expect.arrayContaining(['IXSCAN', 'SORT_MERGE']))
    expect(stagesOf(plan)).not.toContain('SORT')
    expect(Number(/"totalDocsExamined":(\d+)/u.exec(plan)?.[1])).toBeLessThanOrEqual(8)
  })

  it('shows the matter and the AI agent, also when it comes from the cache and after an amendment', async () => {
    const customer = newId('cus')
    const id = await history.record(customer, { matter: order, actor: iris })
    const read = async () => {
      const { data } = await history.ask(
        `query ($customer: _Any!) { _entities(representations: [$customer]) { ... on Customer {
          history(last: 5) { nodes {
            matter { kind externalId } actor { kind externalId name model version briefId }
          } }
        } } }`,
        { customer: { __typename: 'Customer', profileId: customer, profileIds: [customer] } },
      )
      return nodesSchema.parse(data)._entities[0].history.nodes
    }
    const { id: externalId, ...rest } = iris
    const shown = { matter: order, actor: { ...rest, externalId } }
    for (const _again of [1, 2, 3]) expect(await read()).toEqual([shown])
    await history.log.amend(id, () => ({ matter: null, actor: { ...iris, version: '13' } }))
    const amended = { matter: null, actor: { ...shown.actor, version: '13' } }
    for (const _again of [1, 2]) expect(await read()).toEqual([amended])
    await history.log.amend(id, () => ({ actor: { kind: 'HUMAN', id: null, name: 'Ana' } }))
    const byPerson = {
      kind: 'HUMAN',
      externalId: null,
      name: 'Ana',
      model: null,
      version: null,
      briefId: null,
    }
    expect(await read()).toEqual([{ matter: null, actor: byPerson }])
  })
})
