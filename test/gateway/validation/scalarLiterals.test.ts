import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { expect, it } from 'vitest'
import { scalarLiterals } from '../../../gateway/validation/scalarLiterals.ts'

const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'))

const faultsIn = (document: string) =>
  validate(schema, parse(document), [scalarLiterals]).map(({ message }) => message)

const page = (filter: string) =>
  faultsIn(`{ customer(id: "cus_1") { history(filter: ${filter}) { edges { cursor } } } }`)

it('a literal that is no time is refused with what was expected, wherever it is', () => {
  const expected =
    'DateTime: expected an ISO 8601 time with its offset, e.g. "2026-06-01T12:05:10.000Z" or "2026-06-01T09:05:10-03:00", got'
  expect(page('{ occurred: { from: "2026-11-01", to: 1793502000 } }')).toEqual([
    `Expected value of type "DateTime", found "2026-11-01"; ${expected} "2026-11-01"`,
    `Expected value of type "DateTime", found 1793502000; ${expected} "1793502000"`,
  ])
  expect(faultsIn('query ($at: DateTime = "today") { __typename }')).toEqual([
    `Expected value of type "DateTime", found "today"; ${expected} "today"`,
  ])
})

it('a literal of another scalar of Elo as well', () => {
  const action = (members: string) =>
    faultsIn(`mutation { recordAction(input: { ${members} }) { userErrors { code } } }`)
  expect(action('amount: { amount: "1,50", currency: "BRL" }')).toEqual([
    'Expected value of type "Decimal", found "1,50"; Decimal: expected a decimal number as a string, e.g. "129.90", got "1,50"',
  ])
  expect(action('source: { system: "crm", externalId: "1", version: -1 }')).toEqual([
    'Expected value of type "SafeInt", found -1; SafeInt: expected a whole number from 0 to 9007199254740991, got -1',
  ])
})

it('valid literals, variables, nulls and values inside JSON pass', () => {
  expect(page('{ occurred: { from: "2026-11-01T00:00:00-0300", to: null } }')).toEqual([])
  expect(page('{ occurred: { from: $at } }')).toEqual([])
  expect(
    faultsIn(
      'mutation { recordAction(input: { amount: { amount: 1.5, currency: "BRL" }, details: { at: "today" } }) { __typename } }',
    ),
  ).toEqual([])
})
