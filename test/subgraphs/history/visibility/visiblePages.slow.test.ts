import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Interaction } from '../../../../interactions/interaction.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { allRows } from '../../../../platform/subgraph/rows.ts'
import { page, recordHistory } from '../support/askHistory.ts'
import { asAgent, asPartner, type History, startHistory } from '../support/startHistory.ts'

let history: History
const customers = [[newId('cus')], [newId('cus'), newId('cus')]]
const recorded: Interaction[][] = []

beforeAll(async () => {
  history = await startHistory('visible_pages')
  for (const profileIds of customers) recorded.push(await recordHistory(history, profileIds, 40))
  for (const [index, { id }] of recorded.flat().entries())
    if (index % 4 === 0) await history.log.amend(id, () => ({ department: 'support' }))
})

afterAll(() => history.stop())

const principal = fc
  .record({
    base: fc.constantFrom(asAgent, asPartner),
    departments: fc.option(fc.subarray(['sales', 'support', 'billing'])),
  })
  .map(({ base, departments }): Principal => ({ ...base, rows: { ...allRows, departments } }))

/** The rule, written a second time. */
function sees(
  { scopes, rows }: Principal,
  kind: string,
  visibility: string,
  department: string | null,
): boolean {
  if (!scopes.includes('notes:read') && (visibility === 'INTERNAL' || kind === 'NOTE')) return false
  return rows.departments === null || department === null || rows.departments.includes(department)
}

describe('the pages of a caller', () => {
  it(
    'are together what the rule of visibility leaves of the history, in both directions',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          principal,
          fc.nat(customers.length - 1),
          fc.integer({ min: 1, max: 9 }),
          fc.boolean(),
          async (caller, which, size, isForward) => {
            const profileIds = customers[which] ?? []
            const departmentOf = (index: number, was: string | null) => {
              const overall = recorded.slice(0, which).flat().length + index
              return overall % 4 === 0 ? 'support' : was
            }
            const expected = (recorded[which] ?? [])
              .filter(({ kind, visibility, department }, index) =>
                sees(caller, kind, visibility, departmentOf(index, department)),
              )
              .map(({ id }) => id)
            const read: string[] = []
            let cursor: string | undefined
            for (;;) {
              const given = isForward
                ? { first: size, ...(cursor && { after: cursor }) }
                : { last: size, ...(cursor && { before: cursor }) }
              const next = await page(history, profileIds, given, caller)
              if (isForward) read.push(...next.ids)
              else read.unshift(...next.ids)
              const hasMore = isForward ? next.hasNextPage : next.hasPreviousPage
              expect(hasMore).toBe(read.length < expected.length)
              expect(isForward ? next.hasPreviousPage : next.hasNextPage).toBe(cursor !== undefined)
              if (!hasMore) break
              cursor = isForward ? next.cursors.at(-1) : next.cursors[0]
            }
            expect(read).toEqual(expected)
          },
        ),
        { numRuns: 60 },
      )
    },
  )
})
