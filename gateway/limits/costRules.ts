import { costIdentity, type Supergraph } from '@apollo/federation-internals'
import {
  type ConstDirectiveNode,
  getNamedType,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql'

/** What `@listSize` says about a field. */
export type ListSize = {
  /** The assumed length of the list, or of the page, when the operation gives none. */
  assumedSize: number | null
  /** The arguments that give the size. */
  slicingArguments: readonly string[]
  /** The lists of the page that have this size. */
  sizedFields: readonly string[]
}

/**
 * What the parts of a schema cost, in units, by the directives `@cost` and `@listSize`. Every number of units is 0 or
 * more.
 */
export type CostRules = {
  /** An object of this type; default 1. */
  ofObject(typeName: string): number
  /** Resolving this field once, in addition to its objects; default 10 for a mutation, 1 for a subscription, else 0. */
  ofField(typeName: string, fieldName: string): number
  /** Giving this argument of a field; default 0. */
  ofArgument(typeName: string, fieldName: string, argumentName: string): number
  /** Giving this field of an input object; default 0. */
  ofInputField(typeName: string, fieldName: string): number
  /** Whether a value of this input type can cost something by one of its fields, at any depth. */
  hasCost(inputTypeName: string): boolean
  listSize(typeName: string, fieldName: string): ListSize | null
}

const unitsOfMutation = 10
const unitsOfSubscription = 1

/** The names of the directives in a schema; null for one that it does not have. */
type DirectiveNames = { cost: string | null; listSize: string | null }

/** The names of the directives in a supergraph, which may have imported them under other names. */
export function costDirectivesOf({ schema }: Supergraph): DirectiveNames {
  const feature = schema.coreFeatures?.getByIdentity(costIdentity)
  return {
    cost: feature?.directiveNameInSchema('cost') ?? null,
    listSize: feature?.directiveNameInSchema('listSize') ?? null,
  }
}

/** Read the rules of a schema whose nodes have the directives. */
export function readCostRules(
  schema: GraphQLSchema,
  { cost, listSize }: DirectiveNames = { cost: 'cost', listSize: 'listSize' },
): CostRules {
  const units = new Map<string, number>()
  const sizes = new Map<string, ListSize>()
  const inputTypes = Object.values(schema.getTypeMap()).filter(isInputObjectType)

  for (const type of Object.values(schema.getTypeMap())) {
    addUnits(type.name, type.astNode?.directives)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const { name, astNode, args } of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${name}`
      addUnits(coordinate, astNode?.directives)
      const size = directiveArguments(astNode?.directives, listSize)
      if (size) sizes.set(coordinate, listSizeOf(size))
      for (const argument of args) addUnits(`${coordinate}.${argument.name}`, argument.astNode?.directives)
    }
  }
  for (const type of inputTypes)
    for (const { name, astNode } of Object.values(type.getFields()))
      addUnits(`${type.name}.${name}`, astNode?.directives)

  function addUnits(coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): void {
    const weight = directiveArguments(directives, cost)?.['weight']
    if (weight === undefined) return
    if (typeof weight !== 'number' || weight < 0)
      throw new Error(
        `${coordinate}: expected @cost with a weight of 0 or more, got ${JSON.stringify(weight)}`,
      )
    units.set(coordinate, weight)
  }

  const costly = costlyInputTypes()

  /** The input types with a field that has a cost, and those that contain one of them. */
  function costlyInputTypes(): ReadonlySet<string> {
    const found = new Set<string>()
    for (let before = -1; before !== found.size;) {
      before = found.size
      for (const type of inputTypes)
        for (const { name, type: fieldType } of Object.values(type.getFields()))
          if (units.has(`${type.name}.${name}`) || found.has(getNamedType(fieldType).name))
            found.add(type.name)
    }
    return found
  }

  const unitsOf = (coordinate: string, byDefault: number) => units.get(coordinate) ?? byDefault
  const mutation = schema.getMutationType()?.name
  const subscription = schema.getSubscriptionType()?.name
  return {
    ofObject: (type) => unitsOf(type, 1),
    ofField: (type, field) =>
      unitsOf(
        `${type}.${field}`,
        type === mutation ? unitsOfMutation : type === subscription ? unitsOfSubscription : 0,
      ),
    ofArgument: (type, field, argument) => unitsOf(`${type}.${field}.${argument}`, 0),
    ofInputField: (type, field) => unitsOf(`${type}.${field}`, 0),
    hasCost: (type) => costly.has(type),
    listSize: (type, field) => sizes.get(`${type}.${field}`) ?? null,
  }
}

function directiveArguments(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string | null,
): Record<string, unknown> | null {
  const directive = name === null ? undefined : directives?.find((each) => each.name.value === name)
  if (!directive) return null
  return Object.fromEntries(
    (directive.arguments ?? []).map((each) => [each.name.value, valueFromASTUntyped(each.value)]),
  )
}

function listSizeOf({ assumedSize, slicingArguments, sizedFields }: Record<string, unknown>): ListSize {
  return {
    assumedSize: typeof assumedSize === 'number' ? assumedSize : null,
    slicingArguments: textsOf(slicingArguments),
    sizedFields: textsOf(sizedFields),
  }
}

/** GraphQL reads a single item as a list of one. */
function textsOf(value: unknown): string[] {
  const items: unknown[] = Array.isArray(value) ? value : [value]
  return items.filter((item) => typeof item === 'string')
}
