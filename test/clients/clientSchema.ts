import { readFileSync } from 'node:fs'
import { buildSchema, introspectionFromSchema, isAbstractType, isObjectType } from 'graphql'

const file = new URL('../../schema/api.graphql', import.meta.url)

/** What a client generates from the public schema, `schema/api.graphql`, when it is built. */
export function readClientSchema() {
  const schema = buildSchema(readFileSync(file, 'utf8'))
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
  return {
    /** The introspection result that urql's Graphcache takes as `schema`. */
    introspection: introspectionFromSchema(schema),
    /** The object types of each interface and union, as Apollo Client's `possibleTypes` takes them. */
    possibleTypes: Object.fromEntries(
      types
        .filter(isAbstractType)
        .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
    ),
    /** The object types without an `id`: a normalised cache keeps them inside the object that has them. */
    typesWithoutId: types
      .filter(isObjectType)
      .filter((type) => !('id' in type.getFields()))
      .map(({ name }) => name),
  }
}
