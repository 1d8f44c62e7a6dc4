import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

describe('merging and unmerging', () => {
  it('undone, leaves the state that there would be without it', async () => {
    const records = Array.from({ length: 5 }, (_, at) => ({ type: 'INTERNAL_ID', value: `ERP-${at}` }))
    const step = fc.oneof(
      fc.record({ do: fc.constant('identify' as const), at: fc.nat(4), with: fc.nat(3), name: fc.boolean() }),
      fc.record({ do: fc.constant('merge' as const), at: fc.nat(4), with: fc.nat(4) }),
      fc.record({ do: fc.constant('unmerge' as const), at: fc.nat(4) }),
    )

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (program) => {
        async function run(withMerges: boolean): Promise<unknown> {
          await graph.forgetEverything()
          const ids: string[] = []
          for (const each of records) ids.push((await graph.identify([each])).customer?.id ?? '')
          for (const [index, each] of program.entries()) {
            const id = ids[each.at] ?? ''
            if (each.do === 'identify') {
              await graph.identify(
                [
                  ...records.slice(each.at, each.at + 1),
                  { type: 'TELEGRAM', value: `9${each.at}${each.with}` },
                ],
                each.name ? { name: `Name ${index}` } : {},
              )
            } else if (withMerges && each.do === 'merge') await graph.merge(id, ids[each.with] ?? '')
            else if (withMerges) await graph.unmerge(id)
          }
          if (withMerges) for (const id of ids) await graph.unmerge(id)
          const customers = await Promise.all(ids.map((id) => graph.customer(id)))
          return customers.map((customer) => ({
            isItself: customer?.profileIds.length === 1 && ids.includes(customer.id),
            name: customer?.name,
            identifiers: customer?.identifiers,
          }))
        }

        expect(await run(true)).toEqual(await run(false))
      }),
      { numRuns: 8 },
    )
  })
})
