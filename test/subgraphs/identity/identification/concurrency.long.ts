import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Given, type IdentityGraph, mail, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

// Five thousand identifications take twenty seconds on an idle machine.
describe('fifty callers at once', { timeout: 300_000 }, () => {
  it('find one profile for one new telephone', async () => {
    const another = await graph.startAnother()
    for (let round = 0; round < 3; round += 1) {
      const given = [phone(`+55119${20_000_000 + round}`)]
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? graph : another).identify(given)),
      )

      expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([])
      expect(new Set(answers.map(({ profile }) => profile?.id)).size).toBe(1)
      expect(answers.filter(({ created }) => created)).toHaveLength(1)
      expect(answers[0]?.customer?.profileIds).toHaveLength(1)
    }
  })

  it.each([
    { rounds: 100, identifiers: 4 },
    { rounds: 3, identifiers: 12 },
  ])(
    'find one customer in each of $rounds rounds for $identifiers overlapping identifiers, and none is lost',
    async ({ rounds, identifiers }) => {
      const another = await graph.startAnother()
      const chains: string[] = []
      for (let round = 0; round < rounds; round += 1) {
        const chain = Array.from({ length: identifiers }, (_, index) =>
          index % 2 === 0
            ? phone(`+55${10 + identifiers}9${30_000_000 + 100 * round + index}`)
            : mail(`round${identifiers}-${round}-${index}@example.com`),
        )
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, index) => {
            const at = (index * 7) % (identifiers - 1)
            return (index % 2 === 0 ? graph : another).identifyBriefly(chain.slice(at, at + 2))
          }),
        )
        expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([])
        chains.push(
          chain
            .map(({ type, value }) => `${type}:${value}`)
            .sort()
            .join(),
        )
      }

      const customers = new Set((await graph.grouping()).map((group) => group.join()))
      expect(chains.filter((chain) => !customers.has(chain))).toEqual([])
    },
  )
})

describe('a reader during merges and unmerges', () => {
  it('always sees a customer in one snapshot', async () => {
    const [mine, other] = [phone('+5511950000001'), phone('+5511950000002')]
    const { customer: older } = await graph.identify([other])
    const { customer: younger } = await graph.identify([mine])
    const [a = '', b = ''] = [older?.id, younger?.id]
    const another = await graph.startAnother()
    let isDone = false
    const changing = (async () => {
      for (let round = 0; round < 10; round += 1) {
        await graph.merge(a, b)
        await graph.unmerge(b)
      }
      isDone = true
    })()
    const seen = new Set<string>()
    while (!isDone) {
      for (const customer of [await another.byIdentifier('PHONE', mine.value), await another.customer(b)])
        seen.add([customer?.id, ...(customer?.profileIds ?? []), customer?.identifiers.length].join(' '))
    }
    await changing

    expect([...seen].sort()).toEqual([`${a} ${a} ${b} 2`, `${b} ${b} 1`].sort())
  })
})

describe('the order of identifications', () => {
  it('does not change which profiles are one customer', async () => {
    const identifier = fc
      .tuple(fc.constantFrom('PHONE', 'EMAIL', 'TELEGRAM'), fc.nat(4))
      .map(([type, index]): Given => {
        if (type === 'PHONE') return phone(`+55119${40_000_000 + index}`)
        return type === 'EMAIL' ? mail(`p${index}@example.com`) : { type, value: `${500 + index}` }
      })
    const identification = fc.array(identifier, { minLength: 1, maxLength: 3 })
    const twoOrders = fc
      .array(identification, { minLength: 1, maxLength: 10 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))

    await fc.assert(
      fc.asyncProperty(twoOrders, async (orders) => {
        const groupings: string[][][] = []
        for (const order of orders) {
          await graph.forgetEverything()
          for (const given of order) await graph.identify(given)
          groupings.push(await graph.grouping())
        }
        expect(groupings[0]).toEqual(groupings[1])
      }),
      { numRuns: 6 },
    )
  })
})
