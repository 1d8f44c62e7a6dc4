import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { composeSupergraph } from '../../platform/subgraph/composeSupergraph.ts'

const read = (name: string) => readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8')
const api = buildSchema(read('api.graphql'))
const types = Object.values(api.getTypeMap()).filter(({ name }) => !name.startsWith('__'))

type Described = [name: string, description: string | null | undefined]

const withoutDescription = ['Query', 'Mutation', 'Subscription', 'Boolean', 'Float', 'ID', 'Int', 'String']

/** Every element of the schema that a caller sees, with its description. */
function describedElements(type: GraphQLNamedType): Described[] {
  const described = (
    name: string,
    { description }: { description?: string | null | undefined },
  ): Described => [`${type.name}${name}`, description]
  const own = withoutDescription.includes(type.name) ? [] : [described('', type)]
  if (isEnumType(type))
    return [...own, ...type.getValues().map((value) => described(`.${value.name}`, value))]
  if (isInputObjectType(type)) {
    return [...own, ...Object.values(type.getFields()).map((field) => described(`.${field.name}`, field))]
  }
  return [
    ...own,
    ...fieldsOf(type).flatMap((field) => [
      described(`.${field.name}`, field),
      ...field.args.map((arg) => described(`.${field.name}(${arg.name})`, arg)),
    ]),
  ]
}

function fieldsOf(type: GraphQLNamedType): GraphQLField<unknown, unknown>[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
}

describe('the schema', () => {
  it('composes without an error or a hint into the committed files', () => {
    const { supergraph, api: composedApi } = composeSupergraph()
    expect(
      read('supergraph.graphql') === supergraph,
      'schema/supergraph.graphql is stale: npm run schema',
    ).toBe(true)
    expect(read('api.graphql') === composedApi, 'schema/api.graphql is stale: npm run schema').toBe(true)
  })

  it('describes every type, field, argument and enum value', () => {
    const undescribed = types.flatMap(describedElements).filter(([, description]) => !description)
    expect(undescribed.map(([name]) => name)).toEqual([])
  })

  it('keeps inaccessible fields from callers', () => {
    const customer = api.getType('Customer')
    expect(customer && fieldsOf(customer).map(({ name }) => name)).not.toContain('profileId')
    expect(customer && fieldsOf(customer).map(({ name }) => name)).not.toContain('profileIds')
  })

  it('names mutations by a verb, takes one input and answers with userErrors', () => {
    for (const mutation of Object.values(api.getMutationType()?.getFields() ?? {})) {
      expect(mutation.args.map((arg) => `${arg.name}: ${String(arg.type)}`)).toEqual([
        `input: ${mutation.name[0]?.toUpperCase()}${mutation.name.slice(1)}Input!`,
      ])
      const payload = getNamedType(mutation.type)
      expect(payload.name).toBe(`${mutation.name[0]?.toUpperCase()}${mutation.name.slice(1)}Payload`)
      expect(fieldsOf(payload).map((field) => `${field.name}: ${String(field.type)}`)).toContain(
        'userErrors: [UserError!]!',
      )
    }
  })

  it('lets one mutation of a document fail without the others', () => {
    for (const { name, type } of Object.values(api.getMutationType()?.getFields() ?? {}))
      expect(isNonNullType(type), `${name} would take the payloads of all others with it`).toBe(false)
  })

  it('has no list with null items, and a stated bound or a connection for every list', () => {
    for (const type of types) {
      for (const field of fieldsOf(type)) {
        const list = isNonNullType(field.type) ? field.type.ofType : field.type
        if (!isListType(list)) continue
        expect(isNonNullType(list.ofType), `${type.name}.${field.name} may hold null`).toBe(true)
        if (type.name.endsWith('Connection') || field.name === 'userErrors') continue
        expect(field.description, `${type.name}.${field.name} states no bound`).toMatch(
          /at most|at least|oldest first/u,
        )
      }
    }
  })

  it('builds connections as Relay defines them', () => {
    for (const type of types.filter(({ name }) => name.endsWith('Connection'))) {
      const fields = Object.fromEntries(fieldsOf(type).map((field) => [field.name, String(field.type)]))
      const node = type.name.replace('Connection', '')
      expect(fields).toMatchObject({ edges: `[${node}Edge!]!`, nodes: `[${node}!]!`, pageInfo: 'PageInfo!' })
    }
  })
})
