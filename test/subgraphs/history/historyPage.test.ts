import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { newId } from '../../../platform/lang/ids.ts'
import { channels, type Interaction, interactionKinds } from '../../../interactions/interaction.ts'
import { interactionModel, toInteraction } from '../../../interactions/interactionModel.ts'
import { matchesFilter } from '../../../subgraphs/history/page/historyFilter.ts'
import { historyPipeline } from '../../../subgraphs/history/page/historyPipeline.ts'
import { streamCursor } from '../../../subgraphs/history/log/streamCursor.ts'
import { asAgent, asPartner, type History, startHistory } from './startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('page')
})

afterAll(() => history.stop())

const pageQuery = `query ($customer: _Any!, $first: Int, $after: String, $last: Int, $before: String, $filter: HistoryFilter) {
  _entities(representations: [$customer]) {
    ... on Customer {
      history(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
        edges { cursor node { id } }
        nodes { id }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        streamCursor
      }
    }
  }
}`

const pageSchema = z.object({
  edges: z.array(z.object({ cursor: z.string(), node: z.object({ id: z.string() }) })),
  nodes: z.array(z.object({ id: z.string() })),
  pageInfo: z.object({
    hasNextPage: z.boolean(),
    hasPreviousPage: z.boolean(),
    startCursor: z.string().nullable(),
    endCursor: z.string().nullable(),
  }),
  streamCursor: z.string(),
})
const answerSchema = z.object({
  _entities: z.tuple([z.object({ history: pageSchema.nullable() })]),
})

type Given = {
  first?: number
  after?: string
  last?: number
  before?: string
  filter?: Record<string, unknown>
}

async function ask(profileIds: string[] | null, given: Given = {}, principal = asAgent) {
  const customer = { __typename: 'Customer', profileId: profileIds?.[0] ?? newId('cus'), profileIds }
  return history.ask(pageQuery, { customer, ...given }, principal)
}

async function page(profileIds: string[], given: Given = {}, principal = asAgent) {
  const { data, errors } = await ask(profileIds, given, principal)
  expect(errors).toBeUndefined()
  const read = answerSchema.parse(data)._entities[0].history
  if (!read) throw new Error('no history')
  const { edges, nodes, pageInfo } = read
  expect(nodes).toEqual(edges.map(({ node }) => node))
  expect(pageInfo.startCursor).toBe(edges.at(0)?.cursor ?? null)
  expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null)
  return {
    ids: nodes.map(({ id }) => id),
    cursors: edges.map(({ cursor }) => cursor),
    hasNextPage: pageInfo.hasNextPage,
    hasPreviousPage: pageInfo.hasPreviousPage,
    streamCursor: read.streamCursor,
  }
}

async function errorOf(profileIds: string[] | null, given: Given = {}) {
  const { data, errors } = await ask(profileIds, given)
  expect(data).toMatchObject({ _entities: [{ history: null }] })
  return { code: errors?.[0]?.extensions['code'], message: errors?.[0]?.message }
}

const minute = 60_000
const start = Date.parse('2026-06-01T12:00:00.000Z')

/** A history over several profiles, in the order of a page. */
async function recordHistory(profileIds: string[], count: number): Promise<Interaction[]> {
  for (let index = 0; index < count; index += 1) {
    const kind = interactionKinds[index % 3] ?? 'MESSAGE'
    await history.record(profileIds[index % profileIds.length] ?? '', {
      kind,
      // Not in the order of recording, and many at the same time.
      occurredAt: new Date(start + ((index * 7) % 5) * minute),
      channel: index % 4 === 3 ? null : (channels[index % 4] ?? null),
      department: index % 3 ? 'sales' : null,
      actor: { kind: index % 2 ? 'HUMAN' : 'AI', id: null, name: null },
      visibility: kind === 'NOTE' || index % 5 === 0 ? 'INTERNAL' : 'PUBLIC',
    })
  }
  const documents = await interactionModel(history.connection)
    .find({ profileId: { $in: profileIds } })
    .lean()
  return documents
    .map(toInteraction)
    .sort(
      (one, other) => one.occurredAt.getTime() - other.occurredAt.getTime() || (one.id < other.id ? -1 : 1),
    )
}

/** The stages of all winning plans. */
function stagesOf(plan: string): string[] {
  const winning = [...plan.matchAll(/"winningPlan":(.*?)"rejectedPlans"/gu)].map(([, stages]) => stages)
  const text = winning.length > 0 ? winning.join() : plan
  return [...new Set([...text.matchAll(/"stage":"(\w+)"/gu)].map(([, stage]) => stage ?? ''))].sort()
}

describe('Customer.history', () => {
  it('is the newest 20 of all profiles, oldest first', async () => {
    const profileIds = [newId('cus'), newId('cus'), newId('cus')]
    const all = await recordHistory(profileIds, 30)
    expect(await page(profileIds)).toMatchObject({
      ids: all.slice(10).map(({ id }) => id),
      hasPreviousPage: true,
      hasNextPage: false,
    })
  })

  it('is empty for a customer without interactions, and has a stream cursor', async () => {
    const profileId = newId('cus')
    expect(await page([profileId])).toEqual({
      ids: [],
      cursors: [],
      hasNextPage: false,
      hasPreviousPage: false,
      streamCursor: streamCursor.encode(new Map([[profileId, 0]])),
    })
  })

  it('gives for any arguments the part of the history that Relay defines', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    const all = await recordHistory(profileIds, 24)
    const cursors = (await page(profileIds, { first: 100 })).cursors
    const place = fc.option(fc.nat(23), { nil: undefined })
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.integer({ min: 1, max: 30 }),
        place,
        place,
        async (isFirst, size, after, before) => {
          const from = after === undefined ? 0 : after + 1
          const to = before ?? all.length
          const between = all.slice(from, to)
          const read = await page(profileIds, {
            ...(isFirst ? { first: size } : { last: size }),
            ...(after !== undefined && { after: cursors[after] ?? '' }),
            ...(before !== undefined && { before: cursors[before] ?? '' }),
          })
          const expected = isFirst ? between.slice(0, size) : between.slice(-size)
          expect(read.ids).toEqual(expected.map(({ id }) => id))
          expect(read.hasPreviousPage).toBe(after !== undefined || (!isFirst && between.length > size))
          expect(read.hasNextPage).toBe(before !== undefined || (isFirst && between.length > size))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('gives what matches the filter, and counts only that', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    const all = await recordHistory(profileIds, 24)
    const some = <Value>(...values: Value[]) => fc.option(fc.subarray(values), { nil: null })
    const period = fc
      .tuple(
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('from', 'to', 'both'),
      )
      .map(([minutes, length, ends]) => ({
        ...(ends !== 'to' && { from: new Date(start + minutes * minute) }),
        ...(ends !== 'from' && { to: new Date(start + (minutes + length) * minute) }),
      }))
    const filters = fc.record(
      {
        channels: some('WHATSAPP' as const, 'EMAIL' as const, 'INSTAGRAM' as const),
        kinds: some('MESSAGE' as const, 'NOTE' as const, 'ACTION' as const),
        departments: some('sales', 'support'),
        actorKinds: some('HUMAN' as const, 'AI' as const),
        visibilities: some('PUBLIC' as const, 'INTERNAL' as const),
        occurred: fc.option(period, { nil: null }),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const expected = all.filter((interaction) => matchesFilter(filter, interaction))
        const { ids, hasNextPage } = await page(profileIds, { first: 5, filter })
        expect(ids).toEqual(expected.slice(0, 5).map(({ id }) => id))
        expect(hasNextPage).toBe(expected.length > 5)
      }),
      { numRuns: 60 },
    )
  })

  it('reports whether there is more only of what matches the filter', async () => {
    const profileIds = [newId('cus')]
    await history.record(profileIds[0] ?? '', { channel: 'EMAIL', occurredAt: new Date(start) })
    await history.record(profileIds[0] ?? '', { occurredAt: new Date(start + minute) })
    const { cursors } = await page(profileIds)
    expect(
      await page(profileIds, { first: 1, after: cursors[1] ?? '', filter: { channels: ['SMS'] } }),
    ).toMatchObject({ ids: [], hasPreviousPage: false, hasNextPage: false })
  })

  it('shows notes and internal interactions only to callers that may read them', async () => {
    const profileId = newId('cus')
    const message = await history.record(profileId)
    await history.record(profileId, { kind: 'NOTE', visibility: 'INTERNAL' })
    await history.record(profileId, { kind: 'NOTE', visibility: 'PUBLIC' })
    await history.record(profileId, { kind: 'IDENTITY', visibility: 'INTERNAL' })
    expect((await page([profileId], {}, asAgent)).ids).toHaveLength(4)
    expect((await page([profileId], {}, asPartner)).ids).toEqual([message])
    expect((await page([profileId], { filter: { kinds: ['NOTE'] } }, asPartner)).ids).toEqual([])
  })

  it('shows a merge once when it reads both logs, and one of its records when it reads one log', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.merge(one, other)
    const filter = { kinds: ['IDENTITY_CHANGE'] }
    const both = await page([one, other], { filter })
    expect(both.ids).toHaveLength(1)
    expect((await page([one], { filter })).ids).toEqual(both.ids)
    expect((await page([other], { filter })).ids).toHaveLength(1)
  })

  it('refuses wrong arguments, and names them', async () => {
    const profileIds = [newId('cus')]
    await recordHistory(profileIds, 2)
    const { cursors, streamCursor: ofStream } = await page(profileIds)
    expect(await errorOf(profileIds, { first: 1, last: 1 })).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'history: expected first or last, got both',
    })
    expect(await errorOf(profileIds, { filter: { occurred: {} } })).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'filter.occurred: expected from, to or both, got neither',
    })
    const empty = { from: '2026-06-01T12:00:00Z', to: '2026-06-01T12:00:00Z' }
    expect(await errorOf(profileIds, { filter: { occurred: empty } })).toMatchObject({
      code: 'BAD_USER_INPUT',
    })
    expect(await errorOf(profileIds, { first: 0 })).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(await errorOf(profileIds, { last: 101 })).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(await errorOf(profileIds, { after: ofStream })).toMatchObject({ code: 'INVALID_CURSOR' })
    expect(await errorOf(profileIds, { before: `${cursors[0]}x` })).toMatchObject({ code: 'INVALID_CURSOR' })
    expect(await errorOf([newId('cus')], { after: cursors[0] ?? '' })).toEqual({
      code: 'INVALID_CURSOR',
      message: 'after: expected a cursor of this customer, got one of another',
    })
    expect(
      await errorOf(profileIds, { filter: { departments: Array.from({ length: 51 }, String) } }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', message: 'filter.departments: expected at most 50, got 51' })
  })

  it('is null with UNAVAILABLE when identity did not give the profiles', async () => {
    expect(await errorOf(null)).toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('is one database command, with the details of its interactions', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    await recordHistory(profileIds, 12)
    const commands: string[] = []
    history.connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName))
    const customer = { __typename: 'Customer', profileId: profileIds[0], profileIds }
    const { errors } = await history.ask(
      `query ($customer: _Any!) {
        _entities(representations: [$customer]) {
          ... on Customer { history(last: 10) { streamCursor nodes {
            __typename id kind occurredAt recordedAt revision channel inbox department visibility summary
            actor { kind id name } source { system externalId version }
            customer { profileId } conversation { id }
          } } }
        }
      }`,
      { customer },
    )
    history.connection.getClient().removeAllListeners('commandStarted')
    expect(errors).toBeUndefined()
    expect(commands).toEqual(['aggregate'])
  })
})

describe('pages that are requested at the same time', () => {
  const idsQuery = `query ($customer: _Any!, $first: Int, $last: Int, $filter: HistoryFilter) {
    _entities(representations: [$customer]) {
      ... on Customer {
        history(first: $first, last: $last, filter: $filter) {
          nodes { id } pageInfo { hasNextPage hasPreviousPage }
        }
      }
    }
  }`
  const idsSchema = z.object({
    _entities: z.tuple([
      z.object({
        history: pageSchema.pick({ nodes: true }).extend({ pageInfo: z.record(z.string(), z.boolean()) }),
      }),
    ]),
  })

  async function pageAlone(profileIds: string[], given: Given, principal: typeof asAgent) {
    const { ids, hasNextPage, hasPreviousPage } = await page(profileIds, given, principal)
    return { ids, hasNextPage, hasPreviousPage }
  }

  async function pageWithOthers(profileIds: string[], given: Given, principal: typeof asAgent) {
    const customer = { __typename: 'Customer', profileId: profileIds[0], profileIds }
    const { data } = await history.ask(idsQuery, { customer, ...given }, principal)
    const { nodes, pageInfo } = idsSchema.parse(data)._entities[0].history
    return { ids: nodes.map(({ id }) => id), ...pageInfo }
  }

  it('are the same as when each is requested alone', async () => {
    const customers = [
      [newId('cus')],
      [newId('cus')],
      [newId('cus')],
      [newId('cus'), newId('cus')],
      [newId('cus')],
    ]
    for (const profileIds of customers.slice(0, 4)) await recordHistory(profileIds, 15)
    const size = fc.integer({ min: 1, max: 60 })
    const request = fc.record({
      profileIds: fc.constantFrom(...customers),
      given: fc.oneof(
        size.map((last) => ({ last })),
        size.map((first) => ({ first })),
        fc.constantFrom(...channels.slice(0, 3)).map((channel) => ({ filter: { channels: [channel] } })),
        fc
          .constantFrom('MESSAGE', 'NOTE', 'ACTION', 'FEEDBACK', 'STATUS_CHANGE', 'IDENTITY_CHANGE')
          .map((kind) => ({ filter: { kinds: [kind] } })),
      ),
      principal: fc.constantFrom(asAgent, asPartner),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 2, maxLength: 20 }), async (all) => {
        const together = await Promise.all(
          all.map(({ profileIds, given, principal }) => pageWithOthers(profileIds, given, principal)),
        )
        for (const [index, { profileIds, given, principal }] of all.entries()) {
          expect(together[index]).toEqual(await pageAlone(profileIds, given, principal))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('of different customers are one command, which sorts nothing', async () => {
    const customers = Array.from({ length: 5 }, () => newId('cus'))
    for (const profileId of customers) await recordHistory([profileId], 30)
    const commands: unknown[] = []
    history.connection.getClient().on('commandStarted', ({ command }) => commands.push(command))
    await Promise.all(customers.map((profileId) => pageWithOthers([profileId], { last: 20 }, asAgent)))
    history.connection.getClient().removeAllListeners('commandStarted')
    expect(commands).toHaveLength(1)
    const { pipeline } = z.object({ pipeline: z.array(z.record(z.string(), z.unknown())) }).parse(commands[0])
    const { collection } = interactionModel(history.connection)
    const plan = JSON.stringify(await collection.aggregate(pipeline).explain('queryPlanner'))
    expect(plan.match(/"winningPlan"/gu)).toHaveLength(customers.length)
    expect(stagesOf(plan)).not.toContain('SORT')
    expect(stagesOf(plan)).not.toContain('COLLSCAN')
  })
})

describe('the aggregate of a page', () => {
  async function planOf(
    profileIds: string[],
    cursors: { after?: Interaction | undefined; before?: Interaction | undefined } = {},
  ) {
    const position = (interaction: Interaction | undefined) =>
      interaction
        ? { at: interaction.occurredAt.getTime(), id: interaction.id, profileId: interaction.profileId }
        : null
    const pipeline = historyPipeline({
      profileIds,
      range: { from: 'END', size: 5, after: position(cursors.after), before: position(cursors.before) },
      filter: {},
      mayReadInternal: true,
      withPositions: true,
    })
    const { collection } = interactionModel(history.connection)
    return JSON.stringify(await collection.aggregate([...pipeline]).explain('queryPlanner'))
  }

  it('reads one index range for one profile, and sorts nothing', async () => {
    const profileIds = [newId('cus')]
    const all = await recordHistory(profileIds, 12)
    for (const cursors of [{}, { before: all[9] }, { after: all[1], before: all[9] }]) {
      const stages = stagesOf(await planOf(profileIds, cursors))
      expect(stages).toContain('IXSCAN')
      expect(stages).not.toContain('SORT')
      expect(stages).not.toContain('SORT_MERGE')
      expect(stages).not.toContain('COLLSCAN')
      expect(stages).not.toContain('OR')
    }
  })

  it('merges index ranges for several profiles, and sorts nothing', async () => {
    const profileIds = [newId('cus'), newId('cus'), newId('cus')]
    const all = await recordHistory(profileIds, 12)
    for (const cursors of [{}, { before: all[9] }, { after: all[1], before: all[9] }]) {
      const stages = stagesOf(await planOf(profileIds, cursors))
      expect(stages).toContain('SORT_MERGE')
      expect(stages).not.toContain('SORT')
      expect(stages).not.toContain('COLLSCAN')
      expect(stages).not.toContain('OR')
    }
  })

  it('looks at one key per log for its positions', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    await recordHistory(profileIds, 12)
    expect(await planOf(profileIds)).toContain('DISTINCT_SCAN')
  })
})
