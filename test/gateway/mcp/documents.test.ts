import {
  buildSchema,
  getNamedType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  Kind,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { followDocument } from '../../../gateway/mcp/listen/followCustomers.ts'
import { graphEnums } from '../../../gateway/mcp/tools/inputs.ts'
import { tools } from '../../../gateway/mcp/tools/tools.ts'
import { readSchemaFile } from '../../../platform/subgraph/schemaFiles.ts'

const schema = buildSchema(readSchemaFile('api.graphql'))
const documents = [...tools.map(({ name, document }) => [name, document]), ['listen', followDocument]]

function operationOf(document: string) {
  const operations = parse(document).definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? [{ type: one.operation, name: one.name?.value }] : [],
  )
  expect(operations).toHaveLength(1)
  return operations[0]
}

/** Paths of a JSON schema that the input type of the graph does not have. */
function unknownPaths(type: GraphQLInputType, given: unknown, path = ''): string[] {
  const { data } = z
    .object({ properties: z.record(z.string(), z.unknown()).default({}), items: z.unknown() })
    .safeParse(given)
  const named = getNamedType(type)
  if (!data || !isInputObjectType(named)) return []
  if (data.items !== undefined) return unknownPaths(type, data.items, path)
  return Object.entries(data.properties).flatMap(([name, property]) => {
    const field = named.getFields()[name]
    return field ? unknownPaths(field.type, property, `${path}.${name}`) : [`${path}.${name}`]
  })
}

describe('the documents of tools', () => {
  it.each(documents)('%s is one named operation that the composed schema accepts', (_name, document = '') => {
    expect(validate(schema, parse(document))).toEqual([])
    expect(operationOf(document)?.name).toMatch(/^Mcp[A-Z]/u)
  })

  it('change something exactly when the tool says so', () => {
    const reading = tools.filter(({ isReadOnly }) => isReadOnly).map(({ name }) => name)
    const queries = tools.filter(({ document }) => operationOf(document)?.type === OperationTypeNode.QUERY)
    expect(queries.map(({ name }) => name)).toEqual(reading)
  })
})

describe('the inputs of tools', () => {
  it.each(Object.entries(graphEnums))('%s has the values of the graph', (name, { options }) => {
    const type = schema.getType(name)
    expect(isEnumType(type) && type.getValues().map((value) => value.name)).toEqual(options)
  })

  it.each(tools.map((tool) => [tool.name, tool] as const))(
    '%s describes what it takes',
    (_name, { input }) => {
      const { properties = {} } = z.toJSONSchema(input, { io: 'input' })
      expect(Object.keys(properties)).not.toEqual([])
    },
  )

  it.each(
    tools.filter(({ document }) => document.includes('$input')).map((tool) => [tool.name, tool] as const),
  )('%s takes only fields that the input of its mutation has', (_name, { document, input }) => {
    const [, type = ''] = /\$input: (\w+)!/u.exec(document) ?? []
    const graphType = schema.getType(type)
    if (!isInputObjectType(graphType)) throw new Error(`expected an input object, got ${type}`)
    expect(unknownPaths(graphType, z.toJSONSchema(input, { io: 'input' }))).toEqual([])
  })
})
