import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { type AnswerObject, isAnswerObject, isTreacherousName } from './answerData.ts'
import { UnlikeExpectedError } from './unlikeExpected.ts'

/**
 * From what the subgraphs answered to what was asked for: the fields of the operation, in its order, under its names,
 * and nothing else. Throws an UnlikeExpectedError where a value is not of its type, or null where it may not be.
 */
type Shape = (value: unknown) => unknown
export type RootShape = (data: AnswerObject) => AnswerObject

/** What the shape of a selection is made from, and how many members it may still have. */
type Source = {
  schema: GraphQLSchema
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  room: { members: number }
}

/** Of an interface there is a shape for every type, so that a few levels of them may have very many members. */
const maxMembers = 20_000

/** The selection has something that only Apollo's executor does. */
class NotStraightError extends Error {
  override name = 'NotStraightError'
}

/**
 * Make the shape of a query's answers, and count its members; null for one that has directives, introspects, uses
 * treacherous names, or would be very large.
 */
export function compileShape(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): { shape: RootShape; members: number } | null {
  const root = schema.getQueryType()
  if (!root) return null
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  )
  try {
    const room = { members: maxMembers }
    const shape = shapeOfObject(root, [operation.selectionSet], { schema, fragments, room })
    return { shape: (data) => shape(data) ?? {}, members: maxMembers - room.members }
  } catch (error) {
    if (error instanceof NotStraightError) return null
    throw error
  }
}

type Selected = { name: string; selectionSets: SelectionSetNode[] }

/** The fields that a selection has for objects of one type, by response name, in the order in which it names them. */
function fieldsOf(
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  { schema, fragments }: Source,
): Map<string, Selected> {
  const fields = new Map<string, Selected>()
  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.directives?.length) throw new NotStraightError('a directive')
      if (selection.kind === Kind.FIELD) {
        const { name, alias, selectionSet } = selection
        const key = alias?.value ?? name.value
        const field = fields.get(key) ?? { name: name.value, selectionSets: [] }
        if (selectionSet) field.selectionSets.push(selectionSet)
        fields.set(key, field)
        continue
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)
      if (!fragment || fragment.directives?.length)
        throw new NotStraightError('an unknown fragment, or a directive')
      const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value)
      const applies =
        !condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type))
      if (applies) collect(fragment.selectionSet)
    }
  }
  for (const selectionSet of selectionSets) collect(selectionSet)
  return fields
}

function shapeOfObject(
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  source: Source,
): (value: unknown) => AnswerObject | null {
  const defined = type.getFields()
  const fields = fieldsOf(type, selectionSets, source)
  source.room.members -= fields.size
  if (source.room.members < 0) throw new NotStraightError('too many members')
  const members = [...fields].map(([key, { name, selectionSets: inner }]) => {
    if (isTreacherousName(key) || (key === '__typename' && name !== key))
      throw new NotStraightError('a treacherous name')
    if (name === '__typename') return { key, shape: () => type.name }
    const field = defined[name]
    if (!field) throw new NotStraightError('a field of introspection')
    return { key, shape: shapeOf(field.type, inner, source) }
  })
  return (value) => {
    if (value === null || value === undefined) return null
    if (!isAnswerObject(value)) throw new UnlikeExpectedError('expected an object')
    const typename = value['__typename']
    if (typename !== undefined && typename !== type.name)
      throw new UnlikeExpectedError('an object of another type')
    // With a prototype, as engines build and print such objects much faster; treacherous names are excluded.
    const shaped: AnswerObject = {}
    for (const { key, shape } of members) shaped[key] = shape(value[key])
    return shaped
  }
}

/** The shape of values of a type. Of a type that may be null the shape of nothing is null. */
function shapeOf(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], source: Source): Shape {
  if (isNonNullType(type)) {
    const shape = shapeOf(type.ofType, selectionSets, source)
    return (value) => {
      const shaped = shape(value)
      if (shaped === null) throw new UnlikeExpectedError('null where it may not be')
      return shaped
    }
  }
  if (isListType(type)) {
    const shape = shapeOf(type.ofType, selectionSets, source)
    return (value) => {
      if (value === null || value === undefined) return null
      if (!Array.isArray(value)) throw new UnlikeExpectedError('expected a list')
      return value.map(shape)
    }
  }
  if (isObjectType(type)) return shapeOfObject(type, selectionSets, source)
  if (isAbstractType(type)) {
    const shapes = new Map(
      source.schema
        .getPossibleTypes(type)
        .map((possible) => [possible.name, shapeOfObject(possible, selectionSets, source)]),
    )
    return (value) => {
      if (value === null || value === undefined) return null
      const typename = isAnswerObject(value) ? value['__typename'] : undefined
      const shape = typeof typename === 'string' ? shapes.get(typename) : undefined
      if (!shape) throw new UnlikeExpectedError('an object of no possible type')
      return shape(value)
    }
  }
  return shapeOfLeaf(type)
}

const minInt = -(2 ** 31)
const maxInt = 2 ** 31 - 1

function shapeOfLeaf(type: GraphQLOutputType): Shape {
  const isValid = validityOf(type)
  return (value) => {
    if (value === null || value === undefined) return null
    if (!isValid(value)) throw new UnlikeExpectedError('a value that is not of its type')
    return value
  }
}

function validityOf(type: GraphQLOutputType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name))
    return (value) => names.has(value)
  }
  switch (getNamedType(type).name) {
    case 'Int':
      return (value) => Number.isInteger(value) && Number(value) >= minInt && Number(value) <= maxInt
    case 'Float':
      return (value) => typeof value === 'number'
    case 'Boolean':
      return (value) => typeof value === 'boolean'
    case 'String':
      return (value) => typeof value === 'string'
    case 'ID':
      return (value) => typeof value === 'string' || Number.isInteger(value)
    default:
      return () => true
  }
}
