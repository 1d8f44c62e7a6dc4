import {
  AuthenticatedSpecDefinition,
  type CoreFeatures,
  PolicySpecDefinition,
  RequiresScopesSpecDefinition,
  type Supergraph,
} from '@apollo/federation-internals'
import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import type { Granted } from '../../platform/subgraph/guards/granted.ts'
import {
  type DirectiveNames,
  isMet,
  namedBy,
  type Requirement,
  requirementsOf,
} from '../../platform/subgraph/guards/requirement.ts'

/** The requirement that keeps a field of a type from a caller; null when the caller may have it. */
export type UnmetRequirement = (typeName: string, fieldName: string) => Requirement | null

export type Requirements = {
  /** The scopes and policies that the supergraph names. */
  named: ReturnType<typeof namedBy>
  /** The rule for callers that have this. */
  unmetWith: (granted: Granted) => UnmetRequirement
}

/**
 * What `@authenticated`, `@requiresScopes` and `@policy` of a supergraph ask for. A field needs what it, its parent type
 * and its own type ask for. On an interface it needs also what each possible type asks for, because the object can be of
 * any of them. A field of an abstract type needs one possible type that the caller may have.
 */
export function readRequirements(
  { schema: { coreFeatures } }: Supergraph,
  schema: GraphQLSchema,
): Requirements {
  const names = directiveNames(coreFeatures)
  const found = new Map<string, Requirement[]>()
  for (const type of Object.values(schema.getTypeMap())) {
    add(type.name, type)
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
    for (const field of fields) add(`${type.name}.${field.name}`, field)
  }

  function add(coordinate: string, { astNode }: GraphQLNamedType | GraphQLField<unknown, unknown>): void {
    const requirements = requirementsOf(astNode?.directives, names)
    if (requirements.length > 0) found.set(coordinate, requirements)
  }

  /** What an object of this type, or of any of its possible types, asks for; with a field, what this asks for too. */
  function ofParent(type: GraphQLNamedType, fieldName: string): Requirement[] {
    const types = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type]
    return known(types.flatMap(({ name }) => [name, `${name}.${fieldName}`]))
  }

  function known(coordinates: readonly string[]): Requirement[] {
    return coordinates.flatMap((coordinate) => found.get(coordinate) ?? [])
  }

  function unmetWith(granted: Granted): UnmetRequirement {
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

  return { named: namedBy([...found.values()].flat()), unmetWith }
}

/** The directives by their names in the schema: they can be imported under other names, or not at all. */
function directiveNames(features: CoreFeatures | undefined): DirectiveNames {
  const nameOf = ({ identity, directiveName }: { identity: string; directiveName: string }) =>
    features?.getByIdentity(identity)?.directiveNameInSchema(directiveName)
  const names = {
    authenticated: nameOf(AuthenticatedSpecDefinition),
    requiresScopes: nameOf(RequiresScopesSpecDefinition),
    policy: nameOf(PolicySpecDefinition),
  }
  return Object.fromEntries(Object.entries(names).filter(([, name]) => name !== undefined))
}
