import { readFileSync } from 'node:fs'
import { buildSchema, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { composeSupergraph } from '../../platform/subgraph/composeSupergraph.ts'

const read = (name: string) => readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8')

// What every element must look like is in scripts/development/schemaRules.ts; `npm run check:static` runs it.
describe('the schema', () => {
  it('composes without an error or a hint into the committed files', () => {
    const { supergraph, api } = composeSupergraph()
    expect(
      read('supergraph.graphql') === supergraph,
      'schema/supergraph.graphql is stale: npm run schema',
    ).toBe(true)
    expect(read('api.graphql') === api, 'schema/api.graphql is stale: npm run schema').toBe(true)
  })

  it('does not show the keys between subgraphs to callers', () => {
    const customer = buildSchema(read('api.graphql')).getType('Customer')
    const fields = isObjectType(customer) ? Object.keys(customer.getFields()) : []
    expect(fields).toContain('id')
    expect(fields).not.toContain('profileId')
    expect(fields).not.toContain('profileIds')
  })
})
