import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type GivenIdentifier,
  keyOf,
  withoutRepeats,
} from '../../../../subgraphs/identity/identifier/identifier.ts'
import { rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import { given, modelIdentity } from '../support/modelIdentity.ts'

const [cpf, phone, mail, telegram] = [given('CPF'), given('PHONE'), given('EMAIL'), given('TELEGRAM')]

describe('the order', () => {
  const limited = rulesOf(
    JSON.stringify({
      types: { PHONE: { limit: 2 }, EMAIL: { merges: 'VERIFIED' }, TELEGRAM: { limit: 1 } },
    }),
    'rules',
  )
  const identifier = fc
    .tuple(fc.constantFrom(cpf, phone, mail, telegram), fc.nat(9), fc.boolean())
    .map(([of, index, verified]) => of(String(index), verified))
  const identification = fc.array(identifier, { minLength: 1, maxLength: 3 }).map(withoutRepeats)
  const inOrders = (length: number) =>
    fc
      .array(identification, { minLength: 1, maxLength: length })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          ...[1, 2, 3].map(() => fc.shuffledSubarray(all, { minLength: all.length })),
        ),
      )

  function outcomeOf(order: readonly GivenIdentifier[][], rules = limited) {
    const model = modelIdentity(rules)
    const surplus = new Set(
      order
        .flatMap((each) => model.identify(each).steps)
        .filter(({ rule, outcome }) => rule === 'LIMIT' && outcome === 'SET_ASIDE')
        .flatMap(({ of }) => of.map(keyOf)),
    )
    return { grouping: model.grouping(), surplus }
  }

  it('of the identifiers in an identification never matters', () => {
    fc.assert(
      fc.property(inOrders(15), fc.func(fc.nat()), ([order], shuffle) => {
        const turned = order.map((each) =>
          each.toSorted((a, b) => shuffle(a.value) - shuffle(b.value)).reverse(),
        )
        expect(outcomeOf(turned)).toEqual(outcomeOf(order))
      }),
      { numRuns: 100 },
    )
  })

  it('of identifications never matters where nothing is over a limit', () => {
    const unlimited = rulesOf(
      JSON.stringify({
        types: { CPF: { limit: 100 }, EMAIL: { merges: 'VERIFIED' }, TELEGRAM: { merges: 'VERIFIED' } },
      }),
      'rules',
    )
    fc.assert(
      fc.property(inOrders(30), ([first, ...others]) => {
        const expected = outcomeOf(first, unlimited)
        expect(expected.surplus.size).toBe(0)
        for (const other of others) expect(outcomeOf(other, unlimited)).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })

  it('of identifications matters only when an identifier is set aside: the first customer keeps it', () => {
    fc.assert(
      fc.property(inOrders(30), (orders) => {
        const outcomes = orders.map((order) => outcomeOf(order))
        // Who would be one if there were no limits: nothing goes from one such person to another.
        const { grouping: persons } = outcomeOf(orders[0], {
          ...limited,
          types: Object.assign({}, limited.types, {
            CPF: { ...limited.types.CPF, limit: 1_000 },
            PHONE: { ...limited.types.PHONE, limit: 1_000 },
            TELEGRAM: { ...limited.types.TELEGRAM, limit: 1_000 },
          }),
        })
        for (const person of persons) {
          const own = outcomes.map(({ grouping, surplus }) => ({
            groups: grouping.filter((group) => group.some((key) => person.includes(key))),
            surplus: person.filter((key) => surplus.has(key)),
          }))
          for (const { groups, surplus } of own) {
            // Limits never mix persons, and a person that is not one whole customer has a step with the reason.
            expect(person).toEqual(expect.arrayContaining(groups.flat()))
            if (surplus.length === 0) expect(groups).toEqual([person])
          }
        }
        for (const { grouping } of outcomes) {
          for (const group of grouping) {
            const count = (type: string) => group.filter((key) => key.startsWith(type)).length
            expect([count('CPF') <= 1, count('PHONE') <= 2, count('TELEGRAM') <= 1]).toEqual([
              true,
              true,
              true,
            ])
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})
