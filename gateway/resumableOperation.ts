import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode, print, visit } from 'graphql'
import type { PrimaryOperation } from './primaryOperation.ts'

/** The response name under which the gateway asks for the cursor; it never reaches a client. */
const cursorAlias = '_eloCursor'
const afterVariable = '_eloAfter'

/** A subscription that can go on from any of its events. */
export type ResumableOperation = {
  /** The operation, asking for the cursor as well. */
  query: string
  /** The same operation from a cursor on. */
  resumedQuery: string
  /** The variables of `resumedQuery`. */
  resumedVariables(variables: Record<string, unknown>, cursor: string): Record<string, unknown>
  /** The cursor of an event; null when it has none, e.g. because it failed. */
  cursorOf(data: Record<string, unknown> | null | undefined): string | null
}

/** Null when the root field knows no `after` or its events no `cursor`. */
export function resumableOperation({ document, isResumable }: PrimaryOperation): ResumableOperation | null {
  const [definition] = document.definitions
  if (!isResumable || definition?.kind !== Kind.OPERATION_DEFINITION) return null
  const [root] = definition.selectionSet.selections
  if (root?.kind !== Kind.FIELD) return null

  const responseName = root.alias?.value ?? root.name.value
  const withCursor: FieldNode = {
    ...root,
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        ...(root.selectionSet?.selections ?? []),
        { kind: Kind.FIELD, alias: name(cursorAlias), name: name('cursor') },
      ],
    },
  }
  const resumed = withRoot(document, definition, {
    ...withCursor,
    arguments: [
      ...(root.arguments ?? []).filter((argument) => argument.name.value !== 'after'),
      {
        kind: Kind.ARGUMENT,
        name: name('after'),
        value: { kind: Kind.VARIABLE, name: name(afterVariable) },
      },
    ],
  })
  const used = usedVariables(resumed)
  return {
    query: print(withRoot(document, definition, withCursor)),
    resumedQuery: print(declaring(resumed, used)),
    resumedVariables: (variables, cursor) => ({
      ...Object.fromEntries(Object.entries(variables).filter(([variable]) => used.has(variable))),
      [afterVariable]: cursor,
    }),
    cursorOf(data) {
      const event = data?.[responseName]
      if (typeof event !== 'object' || event === null || !(cursorAlias in event)) return null
      return typeof event[cursorAlias] === 'string' ? event[cursorAlias] : null
    },
  }
}

function name(value: string) {
  return { kind: Kind.NAME, value } as const
}

function withRoot(
  document: DocumentNode,
  definition: OperationDefinitionNode,
  root: FieldNode,
): DocumentNode {
  const [, ...others] = document.definitions
  const selectionSet = { ...definition.selectionSet, selections: [root] }
  return { ...document, definitions: [{ ...definition, selectionSet }, ...others] }
}

function usedVariables(document: DocumentNode): Set<string> {
  const used = new Set<string>()
  visit(document, {
    VariableDefinition: () => false,
    Variable: (variable) => void used.add(variable.name.value),
  })
  return used
}

/** The document with `$_eloAfter` declared, and without declarations of variables that nothing uses any more. */
function declaring(document: DocumentNode, used: Set<string>): DocumentNode {
  return visit(document, {
    OperationDefinition: (definition) => ({
      ...definition,
      variableDefinitions: [
        ...(definition.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)),
        {
          kind: Kind.VARIABLE_DEFINITION,
          variable: { kind: Kind.VARIABLE, name: name(afterVariable) },
          type: { kind: Kind.NAMED_TYPE, name: name('String') },
        },
      ],
    }),
  })
}
