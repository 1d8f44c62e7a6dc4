import { type ArgumentNode, type DocumentNode, type GraphQLSchema, Kind, parse, visit } from 'graphql'
import type { AnswerObject } from '../execution/answerData.ts'
import type { PrimaryOperation } from '../planning/primaryOperation.ts'
import { type ResumableOperation, resumableOperation } from './resumableOperation.ts'
import { hasExactCursors } from './exactCursors.ts'

/** A subscription whose events its subscribers can share, because each says where the stream is after it. */
export type SharedOperation = Pick<ResumableOperation, 'cursorOf' | 'withoutCursor' | 'resumedVariables'> & {
  /** The operation that begins where the caller says, with the cursor selected. */
  begun: PrimaryOperation
  /** The same, to be begun after a cursor; see `resumedVariables`. */
  resumed: PrimaryOperation
  /**
   * Whether two streams with the same cursor deliver the same from then on. The cursor of a feed that delivers at least
   * once is no such position.
   */
  isExact: boolean
  /** Where the caller wants to begin; null: now. */
  afterOf(variables: AnswerObject): string | null
  /** The variables on which the events depend: without the one that says only where to begin. */
  deciding(variables: AnswerObject): AnswerObject
}

/** Null when the events cannot be shared. `asked` is the whole operation as the caller sent it. */
export function sharedOperation(
  primary: PrimaryOperation,
  asked: DocumentNode,
  schema: GraphQLSchema,
): SharedOperation | null {
  const resumable = resumableOperation(primary)
  if (!resumable) return null
  const after = afterArgument(primary.document)
  const name = after?.value.kind === Kind.VARIABLE ? after.value.name.value : null
  const byDefault = name === null ? null : defaultOf(primary.document, name)
  const isUsedOnce = name !== null && usesOf(asked, name) === 1
  const withText = (query: string): PrimaryOperation => ({
    ...primary,
    query,
    document: parse(query, { noLocation: true }),
  })
  return {
    begun: withText(resumable.query),
    resumed: withText(resumable.resumedQuery),
    isExact: hasExactCursors(primary.document, schema),
    afterOf(variables) {
      if (name === null) return after?.value.kind === Kind.STRING ? after.value.value : null
      const given = Object.hasOwn(variables, name) ? variables[name] : byDefault
      return typeof given === 'string' ? given : null
    },
    deciding: (variables) =>
      isUsedOnce
        ? Object.fromEntries(Object.entries(variables).filter(([variable]) => variable !== name))
        : variables,
    cursorOf: (data) => resumable.cursorOf(data),
    withoutCursor: (data) => resumable.withoutCursor(data),
    resumedVariables: (variables, cursor) => resumable.resumedVariables(variables, cursor),
  }
}

function afterArgument({ definitions: [definition] }: DocumentNode): ArgumentNode | undefined {
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return undefined
  const [root] = definition.selectionSet.selections
  if (root?.kind !== Kind.FIELD) return undefined
  return root.arguments?.find((argument) => argument.name.value === 'after')
}

function defaultOf({ definitions: [definition] }: DocumentNode, name: string): string | null {
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return null
  const declared = definition.variableDefinitions?.find(({ variable }) => variable.name.value === name)
  return declared?.defaultValue?.kind === Kind.STRING ? declared.defaultValue.value : null
}

function usesOf(document: DocumentNode, name: string): number {
  let uses = 0
  visit(document, {
    VariableDefinition: () => false,
    Variable: (variable) => void (variable.name.value === name && (uses += 1)),
  })
  return uses
}
