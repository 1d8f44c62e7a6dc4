import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  isOutputType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql'
import { isPlainField } from './plainFields.ts'

/** What is asked of an entity beside its plain fields. */
export type AskedField = { name: string; arguments: Record<string, unknown> }

/**
 * The state of what is asked of an entity: a text that is the same only as long as the answer is. Null when the room
 * cannot tell. It is told of what the request has read already, if it has.
 */
export type EntityState<Context> = (
  representation: Record<string, unknown>,
  asked: readonly AskedField[],
  context: Context,
) => Promise<string | null>

export type EntityStates<Context> = Readonly<Record<string, EntityState<Context>>>

/** The state of the answer to a fetch of entities; null when that cannot be told. */
export type StateOf<Context> = (
  document: DocumentNode,
  variables: Record<string, unknown>,
  context: Context,
) => Promise<string | null>

type Field = { field: GraphQLField<unknown, unknown>; node: FieldNode }
type Selected = {
  variableDefinitions: readonly VariableDefinitionNode[]
  /** By type the fields that are asked of it and are not plain. Whatever is beneath those is plain. */
  fields: ReadonlyMap<string, readonly Field[]>
}

export function createStateOf<Context>(
  schema: GraphQLSchema,
  states: EntityStates<Context>,
): StateOf<Context> {
  const known = new WeakMap<DocumentNode, { selected: Selected | null }>()

  function selectedOf(document: DocumentNode): Selected | null {
    const found = known.get(document)
    if (found) return found.selected
    const selected = entitiesSelected(schema, document)
    known.set(document, { selected })
    return selected
  }

  return async (document, given, context) => {
    const selected = selectedOf(document)
    if (!selected) return null
    // As a resolver will have them: with what they default to, and a time as a Date.
    const { coerced } = getVariableValues(schema, selected.variableDefinitions, given)
    const representations = coerced?.['representations']
    if (!Array.isArray(representations)) return null
    const told = await Promise.all(
      representations.map(async (representation: Record<string, unknown>) => {
        const typename = String(representation['__typename'])
        const state = states[typename]
        const fields = selected.fields.get(typename)
        if (!state || !fields) return null
        const asked = fields.map(({ field, node }) => ({
          name: field.name,
          arguments: getArgumentValues(field, node, coerced),
        }))
        return state(representation, asked, context)
      }),
    )
    return told.includes(null) ? null : told.join('\n')
  }
}

/** What a selection is read by. */
type Source = { schema: GraphQLSchema; fragments: ReadonlyMap<string, FragmentDefinitionNode> }

/** What a fetch selects of entities; null when it selects anything else, or beneath a field what is not plain. */
function entitiesSelected(schema: GraphQLSchema, { definitions }: DocumentNode): Selected | null {
  const fragments = new Map<string, FragmentDefinitionNode>()
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const [entities, ...others] = operations.flatMap(({ selectionSet }) => selectionSet.selections)
  if (entities?.kind !== Kind.FIELD || entities.name.value !== '_entities' || others.length > 0) return null
  const selected = new Map<string, Field[]>()
  const variableDefinitions = operations.flatMap((operation) => operation.variableDefinitions ?? [])
  for (const selection of entities.selectionSet?.selections ?? []) {
    if (isTypename(selection)) continue
    if (selection.kind !== Kind.INLINE_FRAGMENT) return null
    const type = schema.getType(selection.typeCondition?.name.value ?? '')
    const fields = isObjectType(type)
      ? entityFields(type, selection.selectionSet, { schema, fragments })
      : null
    if (!type || !fields || selected.has(type.name)) return null
    selected.set(type.name, fields)
  }
  return { variableDefinitions, fields: selected }
}

/** The fields of an entity that are not plain; null when anything beneath a field is not. */
function entityFields(
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  source: Source,
): Field[] | null {
  const fields: Field[] = []
  for (const node of selections) {
    if (isTypename(node)) continue
    const field = node.kind === Kind.FIELD ? type.getFields()[node.name.value] : undefined
    if (node.kind !== Kind.FIELD || !field || !isPlain(field.type, node.selectionSet, source)) return null
    if (!isPlainField(field)) fields.push({ field, node })
  }
  return fields
}

/** Whether everything that is selected of a type is plain, and so on beneath. */
function isPlain(of: GraphQLOutputType, selectionSet: SelectionSetNode | undefined, source: Source): boolean {
  const { schema, fragments } = source
  const type = getNamedType(of)
  const types = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : []
  return (selectionSet?.selections ?? []).every((node) => {
    if (isTypename(node)) return true
    if (node.kind === Kind.FIELD) {
      return types.every((possible) => {
        const field = possible.getFields()[node.name.value]
        return field && isPlainField(field) && isPlain(field.type, node.selectionSet, source)
      })
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value)
    const condition = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type
    return fragment && isOutputType(condition) && isPlain(condition, fragment.selectionSet, source)
  })
}

function isTypename(node: SelectionNode): boolean {
  return node.kind === Kind.FIELD && node.name.value === '__typename'
}
