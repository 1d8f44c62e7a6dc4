import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { composeSupergraph } from '../../../platform/subgraph/composeSupergraph.ts'

const link = (...names: string[]) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${names.join(', ')}])`

const shop = `${link('"@key"')}
  type Query { product: Product }
  type Product @key(fields: "id") { id: ID! price(currency: String, gross: Boolean): Int weight: Int box: Box }
  type Box { height(unit: String): Int width: Int }`

/** Compose the shop with a subgraph whose field requires `fields` of the shop. */
function composeWith(fields: string, { requires = '"@requires"', as = '@requires' } = {}) {
  const delivery = `${link('"@key"', '"@external"', requires)}
    type Product @key(fields: "id") {
      id: ID!
      price(currency: String, gross: Boolean): Int @external
      weight: Int @external
      box: Box @external
      deliveryCost(express: Boolean): Int ${as}(fields: ${JSON.stringify(fields)})
      "What is external must be used somewhere."
      all: Int ${as}(fields: "price weight box { height width }")
    }
    type Box { height(unit: String): Int @external width: Int @external }`
  const services = Object.entries({ shop, delivery }).map(([name, sdl]) => ({
    name,
    url: '',
    typeDefs: parse(sdl),
  }))
  return composeSupergraph(services)
}

const refusal = (field: string, name: string) =>
  `delivery: Product.deliveryCost @requires ${field}: expected fields without arguments, because the planner would ` +
  `fetch wrong data; let the owner of ${name} offer this value as a field of its own`

/** The error of composition for a field set. */
function saidOf(...question: Parameters<typeof composeWith>): string {
  try {
    composeWith(...question)
    return 'composed'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('a @requires with arguments', () => {
  it('is refused, with the type, the field and the argument', () => {
    expect(saidOf('price(currency: "BRL")')).toBe(refusal('price(currency: "BRL")', 'price'))
  })

  it('is refused below other fields and in fragments, with each field', () => {
    expect(saidOf('weight price(gross: true) box { ... on Box { height(unit: "cm") } }')).toBe(
      [refusal('price(gross: true)', 'price'), refusal('height(unit: "cm")', 'height')].join('\n'),
    )
  })

  it('is refused under any name by which a subgraph imports the directive', () => {
    expect(
      saidOf('price(gross: true)', { requires: '{ name: "@requires", as: "@needs" }', as: '@needs' }),
    ).toBe(refusal('price(gross: true)', 'price'))
  })
})

describe('a @requires without arguments', () => {
  it.each(['weight', 'price weight', 'weight box { width }'])(
    'composes, also on a field that takes arguments itself: %s',
    (fields) => {
      expect(composeWith(fields).api).toContain('deliveryCost(express: Boolean): Int')
    },
  )
})
