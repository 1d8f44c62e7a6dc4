import { RequiresScopesSpecDefinition, type Supergraph } from '@apollo/federation-internals'
import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import { isMet, type Requirement, requirementOf } from '../../platform/subgraph/requirement.ts'

/** The requirement that keeps a field of a type from a caller; null when the caller may have it. */
export type UnmetRequirement = (typeName: string, fieldName: string) => Requirement | null

export type Requirements = {
  /** Every scope that the supergraph names, in order. */
  scopes: readonly string[]
  /** The rule for callers with these scopes. */
  unmetWith(granted: readonly string[]): UnmetRequirement
}

/**
 * What `@requiresScopes` of a supergraph asks for. A field needs what it, its parent type and its own type ask for. On
 * an interface it needs also what each possible type asks for, because the object can be of any of them. A field of an
 * abstract type needs one possible type that the caller may have. `@authenticated` asks for nothing more, because every
 * principal is authenticated.
 */
export function readRequirements(
  { schema: { coreFeatures } }: Supergraph,
  schema: GraphQLSchema,
): Requirements {
  const feature = coreFeatures?.getByIdentity(RequiresScopesSpecDefinition.identity)
  const directive = feature?.directiveNameInSchema(RequiresScopesSpecDefinition.directiveName)
  const found = new Map<string, Requirement>()
  for (const type of Object.values(schema.getTypeMap())) {
    add(type.name, type)
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
    for (const field of fields) add(`${type.name}.${field.name}`, field)
  }

  function add(coordinate: string, { astNode }: GraphQLNamedType | GraphQLField<unknown, unknown>): void {
    const requirement = directive ? requirementOf(astNode?.directives, directive) : null
    if (requirement) found.set(coordinate, requirement)
  }

  /** What an object of this type, or of any of its possible types, asks for; with a field, what this asks for too. */
  function ofParent(type: GraphQLNamedType, fieldName: string): Requirement[] {
    const types = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type]
    return known(types.flatMap(({ name }) => [name, `${name}.${fieldName}`]))
  }

  function known(coordinates: readonly string[]): Requirement[] {
    return coordinates.flatMap((coordinate) => {
      const requirement = found.get(coordinate)
      return requirement ? [requirement] : []
    })
  }

  function unmetWith(granted: readonly string[]): UnmetRequirement {
    const firstUnmet = (requirements: readonly Requirement[]) =>
      requirements.find((requirement) => !isMet(requirement, granted)) ?? null

    function unmetOfValue(type: GraphQLNamedType): Requirement | null {
      const own = firstUnmet(known([type.name]))
      if (own || !isAbstractType(type)) return own
      const ofTypes = schema.getPossibleTypes(type).map(({ name }) => firstUnmet(known([name])))
      return ofTypes.includes(null) ? null : (ofTypes[0] ?? null)
    }

    return (typeName, fieldName) => {
      const type = schema.getType(typeName)
      if (!type) throw new Error(`expected a type of the schema, got ${typeName}`)
      const unmet = firstUnmet(ofParent(type, fieldName))
      if (unmet) return unmet
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined
      return field ? unmetOfValue(getNamedType(field.type)) : null
    }
  }

  const scopes = new Set([...found.values()].flat(2))
  return { scopes: [...scopes].sort(), unmetWith }
}
