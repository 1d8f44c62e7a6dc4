import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { streamCursor } from '../../../subgraphs/history/log/streamCursor.ts'
import { matchesFilter } from '../../../subgraphs/history/page/historyFilter.ts'
import { ask, type Given, minute, page, recordHistory, start } from './support/askHistory.ts'
import { asAgent, asPartner, type History, startHistory } from './support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('page')
})

afterAll(() => history.stop())

async function errorOf(profileIds: string[] | null, given: Given = {}) {
  const { data, errors } = await ask(history, profileIds, given)
  expect(data).toMatchObject({ _entities: [{ history: null }] })
  return { code: errors?.[0]?.extensions['code'], message: errors?.[0]?.message }
}

describe('Customer.history', () => {
  it('is the newest 20 of all profiles, oldest first', async () => {
    const profileIds = [newId('cus'), newId('cus'), newId('cus')]
    const all = await recordHistory(history, profileIds, 30)
    expect(await page(history, profileIds)).toMatchObject({
      ids: all.slice(10).map(({ id }) => id),
      hasPreviousPage: true,
      hasNextPage: false,
    })
  })

  it('is empty for a customer without interactions, and has a stream cursor', async () => {
    const profileId = newId('cus')
    expect(await page(history, [profileId])).toEqual({
      ids: [],
      cursors: [],
      hasNextPage: false,
      hasPreviousPage: false,
      streamCursor: streamCursor.encode(new Map([[profileId, 0]])),
    })
  })

  it('gives for any arguments the part of the history that Relay defines', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    const all = await recordHistory(history, profileIds, 24)
    const cursors = (await page(history, profileIds, { first: 100 })).cursors
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
          const read = await page(history, profileIds, {
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
    const all = await recordHistory(history, profileIds, 24)
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
        matters: some(
          { kind: 'ORDER' as const, externalId: '0' },
          { kind: 'ORDER' as const, externalId: '1' },
          { kind: 'INVOICE' as const, externalId: '0' },
        ),
        actors: some('ana', 'iris'),
        models: some('m-1', 'm-2'),
        occurred: fc.option(period, { nil: null }),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const expected = all.filter((interaction) => matchesFilter(filter, interaction))
        const { ids, hasNextPage } = await page(history, profileIds, { first: 5, filter })
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
    const { cursors } = await page(history, profileIds)
    expect(
      await page(history, profileIds, { first: 1, after: cursors[1] ?? '', filter: { channels: ['SMS'] } }),
    ).toMatchObject({ ids: [], hasPreviousPage: false, hasNextPage: false })
  })

  it('shows notes and internal interactions only to callers that may read them', async () => {
    const profileId = newId('cus')
    const message = await history.record(profileId)
    await history.record(profileId, { kind: 'NOTE', visibility: 'INTERNAL' })
    await history.record(profileId, { kind: 'NOTE', visibility: 'PUBLIC' })
    await history.record(profileId, { kind: 'IDENTITY', visibility: 'INTERNAL' })
    expect((await page(history, [profileId], {}, asAgent)).ids).toHaveLength(4)
    expect((await page(history, [profileId], {}, asPartner)).ids).toEqual([message])
    expect((await page(history, [profileId], { filter: { kinds: ['NOTE'] } }, asPartner)).ids).toEqual([])
  })

  it('shows a merge once when it reads both logs, and one of its records when it reads one log', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.merge(one, other)
    const filter = { kinds: ['IDENTITY_CHANGE'] }
    const both = await page(history, [one, other], { filter })
    expect(both.ids).toHaveLength(1)
    expect((await page(history, [one], { filter })).ids).toEqual(both.ids)
    expect((await page(history, [other], { filter })).ids).toHaveLength(1)
  })

  it('refuses wrong arguments, and names them', async () => {
    const profileIds = [newId('cus')]
    await recordHistory(history, profileIds, 2)
    const { cursors, streamCursor: ofStream } = await page(history, profileIds)
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
    const tooMany = Array.from({ length: 51 }, String)
    const matters = tooMany.map((externalId) => ({ kind: 'ORDER', externalId }))
    for (const filter of [{ departments: tooMany }, { matters }, { actors: tooMany }, { models: tooMany }])
      expect(await errorOf(profileIds, { filter })).toMatchObject({
        code: 'BAD_USER_INPUT',
        message: `filter.${Object.keys(filter).join()}: expected at most 50, got 51`,
      })
  })

  it('is null with UNAVAILABLE when identity did not give the profiles', async () => {
    expect(await errorOf(null)).toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('is one database command, with the details of its interactions', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    await recordHistory(history, profileIds, 12)
    const commands: string[] = []
    history.connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName))
    const customer = { __typename: 'Customer', profileId: profileIds[0], profileIds }
    const { errors } = await history.ask(
      `query ($customer: _Any!) {
        _entities(representations: [$customer]) {
          ... on Customer { history(last: 10) { streamCursor nodes {
            __typename id kind occurredAt recordedAt revision channel inbox department visibility summary
            actor { kind externalId name } source { system externalId version }
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
