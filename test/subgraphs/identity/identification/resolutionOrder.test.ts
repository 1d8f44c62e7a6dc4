import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type GivenIdentifier,
  keyOf,
  withoutRepeats,
} from '../../../../subgraphs/identity/identifier/identifier.ts'
import {
  type IdentifierType,
  identifierTypes,
} from '../../../../subgraphs/identity/identifier/identifierTypes.ts'
import type { IdentityRules } from '../../../../subgraphs/identity/rules/identityRules.ts'
import { rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import { given, modelIdentity } from '../support/modelIdentity.ts'

const [cpf, phone, mail, telegram] = [given('CPF'), given('PHONE'), given('EMAIL'), given('TELEGRAM')]

type Identification = { identifiers: GivenIdentifier[]; name: string | null }

/** The rules without what keeps records apart: limits, contradictions and values that are suspected to be shared. */
function withoutApart(rules: IdentityRules): IdentityRules {
  const open = identifierTypes.map((type): [string, IdentityRules['types'][IdentifierType]] => [
    type,
    { ...rules.types[type], limit: 1_000, tellsApart: 'NEVER' },
  ])
  const types = Object.assign({}, rules.types, Object.fromEntries(open))
  return { ...rules, types, namesTellApart: false, sharedSuggestedAbove: 1_000 }
}

describe('the order', () => {
  const withLimits = rulesOf(
    JSON.stringify({
      sharedSuggestedAbove: 1_000,
      namesTellApart: false,
      types: {
        CPF: { tellsApart: 'NEVER' },
        PHONE: { limit: 2 },
        EMAIL: { merges: 'VERIFIED' },
        TELEGRAM: { limit: 1, tellsApart: 'NEVER' },
      },
    }),
    'rules',
  )
  const withContradictions = rulesOf(
    JSON.stringify({
      sharedSuggestedAbove: 3,
      types: { CPF: { limit: 100 }, EMAIL: { merges: 'VERIFIED' } },
    }),
    'rules',
  )
  const identifier = fc
    .tuple(fc.constantFrom(cpf, phone, mail, telegram), fc.nat(9), fc.boolean())
    .map(([of, index, verified]) => of(String(index), verified))
  const identification = fc.record({
    identifiers: fc.array(identifier, { minLength: 1, maxLength: 3 }).map(withoutRepeats),
    name: fc.constantFrom(null, 'Ana Lima', 'Paulo Reis'),
  })
  const inOrders = (length: number) =>
    fc
      .array(identification, { minLength: 1, maxLength: length })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          ...[1, 2, 3].map(() => fc.shuffledSubarray(all, { minLength: all.length })),
        ),
      )
  const isApart = new Set(['LIMIT', 'CONTRADICTION', 'SUSPECTED_SHARED'])

  function outcomeOf(order: readonly Identification[], rules: IdentityRules) {
    const model = modelIdentity(rules)
    const aside = new Set(
      order
        .flatMap(({ identifiers, name }) => model.identify(identifiers, name).steps)
        .filter(({ rule, outcome }) => isApart.has(rule) && outcome === 'SET_ASIDE')
        .flatMap(({ of }) => of.map(keyOf)),
    )
    return { grouping: model.grouping(), aside }
  }

  it.each([
    ['limits', withLimits],
    ['contradictions', withContradictions],
  ])('of the identifiers in an identification never matters, with %s', (_with, rules) => {
    fc.assert(
      fc.property(inOrders(15), fc.func(fc.nat()), ([order], shuffle) => {
        const turned = order.map(({ identifiers, name }) => ({
          identifiers: identifiers.toSorted((a, b) => shuffle(a.value) - shuffle(b.value)).reverse(),
          name,
        }))
        expect(outcomeOf(turned, rules)).toEqual(outcomeOf(order, rules))
      }),
      { numRuns: 100 },
    )
  })

  it('of identifications never matters where nothing is set aside to keep records apart', () => {
    const rules = withoutApart(
      rulesOf('{ "types": { "EMAIL": { "merges": "VERIFIED" }, "TELEGRAM": { "merges": "VERIFIED" } } }', ''),
    )
    fc.assert(
      fc.property(inOrders(30), ([first, ...others]) => {
        const expected = outcomeOf(first, rules)
        expect(expected.aside.size).toBe(0)
        for (const other of others) expect(outcomeOf(other, rules)).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    ['a limit', withLimits],
    ['a contradiction or a suspicion', withContradictions],
  ])(
    'of identifications matters only when %s sets an identifier aside: the first customer keeps it',
    (_what, rules) => {
      fc.assert(
        fc.property(inOrders(30), (orders) => {
          const outcomes = orders.map((order) => outcomeOf(order, rules))
          // Who would be one if nothing kept records apart: nothing goes from one such person to another.
          const { grouping: persons } = outcomeOf(orders[0], withoutApart(rules))
          for (const person of persons) {
            const own = outcomes.map(({ grouping, aside }) => ({
              groups: grouping.filter((group) => group.some((key) => person.includes(key))),
              aside: person.filter((key) => aside.has(key)),
            }))
            for (const { groups, aside } of own) {
              // No rule mixes persons, and a person that is not one whole customer has a step with the reason.
              expect(person).toEqual(expect.arrayContaining(groups.flat()))
              if (aside.length === 0) expect(groups).toEqual([person])
            }
          }
          for (const { grouping } of outcomes) {
            for (const group of grouping) {
              for (const type of identifierTypes) {
                const count = group.filter((key) => key.startsWith(`${type}:`)).length
                expect(count).toBeLessThanOrEqual(rules.types[type].limit)
              }
            }
          }
        }),
        { numRuns: 100 },
      )
    },
  )
})
