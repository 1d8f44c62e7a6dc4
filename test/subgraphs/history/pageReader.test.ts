import { beforeEach, expect, it } from 'vitest'
import { createRequestScope } from '../../../platform/requestScope.ts'
import type { HistoryPage } from '../../../subgraphs/history/historyPage.ts'
import type { HistoryQuery } from '../../../subgraphs/history/historyPipeline.ts'
import { createPageReaders, type PageReader } from '../../../subgraphs/history/pageReader.ts'

const query: HistoryQuery = {
  profileIds: ['cus_1', 'cus_2'],
  range: { from: 'END', size: 5, after: null, before: null },
  filter: {},
  mayReadInternal: true,
  withPositions: false,
}

/** What the store reads next, the last one for ever. */
let next: (readonly [number, number] | null)[]
let reads: number
let pagesOf: (scope: ReturnType<typeof createRequestScope>) => PageReader
let pages: PageReader

beforeEach(() => {
  next = [[3, 4]]
  reads = 0
  pagesOf = createPageReaders({
    async readPage(): Promise<HistoryPage> {
      reads += 1
      const positions = next.length > 1 ? next.shift() : next[0]
      return {
        interactions: [],
        hasNextPage: false,
        hasPreviousPage: false,
        positions: positions
          ? new Map([
              ['cus_1', positions[0]],
              ['cus_2', positions[1]],
            ])
          : null,
      }
    },
  })
  pages = pagesOf(createRequestScope())
})

it('reads for the state what the request is then answered from', async () => {
  const told = await pages.stateOf(query)
  expect(told?.state).toBe('7')
  expect(await pages.read(query)).toBe(told?.page)
  expect(await pages.stateOf(query)).toEqual(told)
  expect(reads).toBe(1)
})

it('tells the state of what was read before', async () => {
  const page = await pages.read(query)
  next = [[4, 4]]
  expect(await pages.stateOf(query)).toEqual({ state: '7', page })
})

it('reads anew for every reader who does not ask for the state first, and then tells none', async () => {
  next = [
    [3, 4],
    [3, 5],
  ]
  await pages.read(query)
  await pages.read(query)
  expect(reads).toBe(2)
  expect((await pages.stateOf(query))?.state).toBeNull()
})

it('tells no state of a page without positions, and reads it once more for who wants them', async () => {
  next = [null, [3, 4]]
  expect((await pages.stateOf(query))?.state).toBeNull()
  const { positions } = await pages.read({ ...query, withPositions: true })
  expect(positions?.get('cus_2')).toBe(4)
})

it('tells nothing of a page that it has not read, once it has read one', async () => {
  await pages.read(query)
  expect(await pages.stateOf({ ...query, mayReadInternal: false })).toBeNull()
  expect(reads).toBe(1)
})

it('knows a page by its filter, in whatever order that was given', async () => {
  const [from, to] = [new Date(0), new Date(1)]
  const told = await pages.stateOf({ ...query, filter: { from, to, kinds: undefined } })
  expect(await pages.read({ ...query, filter: { to, from } })).toBe(told?.page)
  expect(reads).toBe(1)
  await pages.read({ ...query, filter: { from, to: from } })
  expect(reads).toBe(2)
})

it('keeps requests, and pages, apart', async () => {
  await pages.stateOf(query)
  await pages.read({ ...query, mayReadInternal: false })
  await pagesOf(createRequestScope()).read(query)
  expect(reads).toBe(3)
})
