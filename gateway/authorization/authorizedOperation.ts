import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  type GraphQLType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { unmetMessage } from '../../platform/subgraph/guards/requirement.ts'
import { fragmentsOf } from '../execution/fieldsOf.ts'
import type { UnmetRequirement } from './requirements.ts'

/** A document with one operation, without `@skip` and `@include`. */
export type DecidedDocument = { document: DocumentNode; operation: OperationDefinitionNode }

type Rule = { schema: GraphQLSchema; unmet: UnmetRequirement }

/** Stands for a list in the path of an error, as the path names fields and no items. */
const anyItem = '@'

/**
 * An operation and what a caller may have of it. The planner takes nothing else, so nothing is planned without
 * authorisation. The class has private members, so no other value has its type.
 */
export class AuthorizedOperation implements DecidedDocument {
  /** The operation as the caller sent it, which gives the answer its form. */
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** The fields that the caller may not have, each with the reason. */
  readonly removed: ReadonlyMap<FieldNode, string>
  readonly #rule: Rule
  readonly #paths: readonly { path: string[]; message: string }[]

  constructor({ document, operation }: DecidedDocument, rule: Rule) {
    this.document = document
    this.operation = operation
    this.#rule = rule
    const { removed, listLevels } = removedFields(document, rule)
    this.removed = removed
    this.#paths = removed.size > 0 ? pathsOf({ document, operation }, removed, listLevels) : []
  }

  /** The document without what the caller may not have. Selections can be empty. */
  permitted(): DocumentNode {
    if (this.removed.size === 0) return this.document
    return visit(this.document, { Field: (field) => (this.removed.has(field) ? null : undefined) })
  }

  /** Whether the caller may not have a root field. */
  get isRootRemoved(): boolean {
    return this.#paths.some(({ path }) => path.length === 1)
  }

  /** One error for each field that was removed. */
  errors(): GraphQLError[] {
    return this.#paths.map(
      ({ path, message }) =>
        new GraphQLError(message, { path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }),
    )
  }

  /** Another operation of the same caller. It is checked as well. */
  authorize(decided: DecidedDocument): AuthorizedOperation {
    return new AuthorizedOperation(decided, this.#rule)
  }
}

function removedFields(document: DocumentNode, { schema, unmet }: Rule) {
  const removed = new Map<FieldNode, string>()
  const listLevels = new Map<FieldNode, number>()
  const types = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(field) {
        const parent = types.getParentType()
        if (!parent)
          throw new Error(`expected a valid document, got one without a type of ${field.name.value}`)
        const requirement = unmet(parent.name, field.name.value)
        if (requirement) removed.set(field, unmetMessage(`${parent.name}.${field.name.value}`, requirement))
        listLevels.set(field, listLevelsOf(types.getType()))
      },
    }),
  )
  return { removed, listLevels }
}

function listLevelsOf(type: GraphQLType | null | undefined): number {
  if (isNonNullType(type)) return listLevelsOf(type.ofType)
  return isListType(type) ? 1 + listLevelsOf(type.ofType) : 0
}

/** Where the removed fields are, by response names; a field that is selected twice in one place once. */
function pathsOf(
  { document, operation }: DecidedDocument,
  removed: ReadonlyMap<FieldNode, string>,
  listLevels: ReadonlyMap<FieldNode, number>,
): { path: string[]; message: string }[] {
  const fragments = fragmentsOf(document)
  const found = new Map<string, { path: string[]; message: string }>()

  function collect({ selections }: SelectionSetNode, parent: readonly string[]): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const path = [...parent, selection.alias?.value ?? selection.name.value]
        const message = removed.get(selection)
        if (message !== undefined) found.set(path.join('.'), { path, message })
        else if (selection.selectionSet) {
          const items = Array.from({ length: listLevels.get(selection) ?? 0 }, () => anyItem)
          collect(selection.selectionSet, [...path, ...items])
        }
        continue
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)
      if (fragment) collect(fragment.selectionSet, parent)
    }
  }

  collect(operation.selectionSet, [])
  return [...found.values()]
}
