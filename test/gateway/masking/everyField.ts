import {
  buildSchema,
  getNamedType,
  type GraphQLNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import { readSchemaFile } from '../../../platform/subgraph/schemaFiles.ts'

const api = buildSchema(readSchemaFile('api.graphql'))

/** Types that are asked for once in a selection, so that it ends. */
const once = ['Customer', 'Profile', 'Conversation', 'Message', 'Commitment', 'Interaction', 'Node']

/** The fields that types of one interface have with different types. */
const aliased = ['from', 'to']

export type EveryField = { selection: string; fields: Set<string> }

/**
 * A selection of every field of a type, and of the types of its fields, in small pages, with the names of the fields, e.g.
 * `Actor.name`; without the fields of these names.
 */
export function everyFieldOf(typeName: string, without: readonly string[] = []): EveryField {
  const fields = new Set<string>()

  function select(type: GraphQLNamedType, passed: readonly string[]): string {
    if (isAbstractType(type))
      return api
        .getPossibleTypes(type)
        .map((each) => `... on ${each.name} { ${select(each, passed)} }`)
        .join(' ')
    if (!isObjectType(type)) throw new Error(`expected a type with fields, got ${type.name}`)
    const selected = Object.values(type.getFields()).flatMap((field) => {
      const named = getNamedType(field.type)
      const isPassed = passed.includes(named.name) || without.includes(field.name)
      // Of a connection the nodes are enough.
      if (isPassed || field.args.some(isRequiredArgument) || named.name.endsWith('Edge')) return []
      const size = field.args.some(({ name }) => name === 'first') ? '(first: 4)' : ''
      const alias = `${aliased.includes(field.name) ? `${type.name}_${field.name}: ` : ''}${field.name}${size}`
      if (isLeafType(named)) {
        fields.add(`${type.name}.${field.name}`)
        return [alias]
      }
      const inner = select(named, once.includes(named.name) ? [...passed, named.name] : passed)
      return inner === '' ? [] : [`${alias} { ${inner} }`]
    })
    return selected.join(' ')
  }

  const type = api.getType(typeName)
  if (!type) throw new Error(`expected a type ${typeName}, got none`)
  return { selection: `__typename ${select(type, [typeName])}`, fields }
}
