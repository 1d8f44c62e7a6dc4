import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  Kind,
} from 'graphql'
import { maskJson } from '../../masking/maskJson.ts'
import { isMasking, maskings } from '../../masking/maskings.ts'
import type { Principal } from '../principal.ts'

type Context = { principal: Principal }
type Resolver = GraphQLFieldResolver<unknown, Context>
type Mask = (value: unknown, of: unknown) => unknown

/**
 * Let the fields of a subgraph with `@masked` show masked values to callers without `pii:read`. What other callers get is
 * the same value. Throws when a field is neither a text nor JSON. Call it once for a schema.
 */
export function guardMaskedFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      const mask = maskOf(field, `${type.name}.${field.name}`)
      if (mask) field.resolve = masked(field.resolve ?? defaultFieldResolver, mask)
    }
  }
}

function masked(resolve: Resolver, mask: Mask): Resolver {
  return (source, values, context, info) => {
    const value = resolve(source, values, context, info)
    if (context.principal.scopes.includes('pii:read')) return value
    return value instanceof Promise ? value.then((each) => mask(each, source)) : mask(value, source)
  }
}

/** How a field is masked; null when it is not. */
function maskOf(field: GraphQLField<unknown, unknown>, coordinate: string): Mask | null {
  const directive = field.astNode?.directives?.find(({ name }) => name.value === 'masked')
  if (!directive) return null
  const given = directive.arguments?.find(({ name }) => name.value === 'as')?.value
  const as = given?.kind === Kind.STRING ? given.value : 'text'
  if (!isMasking(as))
    throw new Error(`${coordinate} @masked: expected one of ${Object.keys(maskings).join(', ')}, got ${as}`)
  const { name } = getNamedType(field.type)
  if (name === 'JSON') return maskJson
  if (name !== 'String')
    throw new Error(`${coordinate} @masked: expected a field of type String or JSON, got ${name}`)
  const maskOne: Mask = (value, of) => (typeof value === 'string' ? maskings[as](value, of) : value)
  return (value, of) => (Array.isArray(value) ? value.map((each) => maskOne(each, of)) : maskOne(value, of))
}
