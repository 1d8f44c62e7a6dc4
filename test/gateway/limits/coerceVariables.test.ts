import { buildSchema, getVariableValues, Kind, parse, type VariableDefinitionNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import { coerceVariables } from '../../../gateway/limits/coerceVariables.ts'

const schema = buildSchema(`
  type Query { find(filter: Filter!): Int }
  enum Color { RED GREEN }
  input Filter { name: String! colors: [Color!] = [RED] near: Point }
  input Point { x: Int! y: Int! = 0 }
`)

function definitionsOf(text: string): readonly VariableDefinitionNode[] {
  const [operation] = parse(`query (${text}) { find }`, { noLocation: true }).definitions
  return operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : []
}

function coerce(text: string, given: Record<string, unknown>, maxErrors = 3) {
  const result = coerceVariables(schema, definitionsOf(text), given, maxErrors)
  return 'errors' in result ? result.errors.map(({ message }) => message) : result.coerced
}

describe('coerceVariables', () => {
  it('gives values with the defaults of the operation and of the schema', () => {
    const given = { filter: { name: 'A', near: { x: 1 } }, list: 'GREEN', none: null }
    const text = '$filter: Filter!, $list: [Color!], $none: Int, $first: Int = 20, $absent: Int'
    expect(coerce(text, given)).toEqual({
      filter: { name: 'A', colors: ['RED'], near: { x: 1, y: 0 } },
      list: ['GREEN'],
      none: null,
      first: 20,
    })
  })

  it('uses the messages of graphql-js for a wrong value', () => {
    const text = '$color: Color, $missing: Int!, $null: Int!'
    const given = { color: 'BLUE', null: null }
    expect(coerce(text, given)).toEqual([
      'Variable "$color" got invalid value "BLUE"; Value "BLUE" does not exist in "Color" enum.',
      'Variable "$missing" of required type "Int!" was not provided.',
      'Variable "$null" of non-null type "Int!" must not be null.',
    ])
    const { errors } = getVariableValues(schema, definitionsOf(text), given)
    expect(coerce(text, given)).toEqual(errors?.map(({ message }) => message))
  })

  it('names the place of a wrong value, and leaves out the content of objects and lists', () => {
    const near = { x: [1], other: 3, y: 'x'.repeat(1_000) }
    const messages = coerce('$filters: [Filter!]', { filters: [{ name: 'A', near }] })
    expect(messages).toEqual([
      'Variable "$filters" got invalid value […] at "filters[0].near.x"; Int cannot represent non-integer value: [1]',
      `Variable "$filters" got invalid value "${'x'.repeat(100)}" at "filters[0].near.y"; Int cannot represent non-integer value: "${'x'.repeat(459)}`,
      'Variable "$filters" got invalid value {…} at "filters[0].near"; Field "other" is not defined by type "Point".',
    ])
  })

  it('reports at most `maxErrors` errors, and that there are more', () => {
    const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`f${n}`, 1]))
    expect(coerce('$filter: Filter!', { filter: { name: 'A', ...unknown } }, 2)).toEqual([
      'Variable "$filter" got invalid value {…}; Field "f0" is not defined by type "Filter".',
      'Variable "$filter" got invalid value {…}; Field "f1" is not defined by type "Filter".',
      'expected valid variables, got more errors in them',
    ])
  })

  it('reports exactly `maxErrors` errors without a further one', () => {
    expect(coerce('$a: Int!, $b: Int!', {}, 2)).toHaveLength(2)
  })
})
