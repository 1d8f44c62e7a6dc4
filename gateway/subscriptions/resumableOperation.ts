import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode, print, visit } from 'graphql'
import type { PrimaryOperation } from '../planning/primaryOperation.ts'

type Data = Record<string, unknown> | null | undefined

/** A subscription that can be resumed from any of its events. */
export type ResumableOperation = {
  /** The operation with the cursor selected. */
  query: string
  /** The same operation, to be resumed from a cursor. */
  resumedQuery: string
  /** The variables of `resumedQuery`. */
  resumedVariables(variables: Record<string, unknown>, cursor: string): Record<string, unknown>
  /** The cursor of an event; null when it has none, e.g. because it failed. */
  cursorOf(data: Data): string | null
  /** The event as the caller selected it, without the cursor that the gateway selected. */
  withoutCursor(data: Record<string, unknown>): Record<string, unknown>
}

/** Null when the root field has no `after`, its events have no `cursor`, or it is that of a member of a group. */
export function resumableOperation({ document, isResumable }: PrimaryOperation): ResumableOperation | null {
  const [definition] = document.definitions
  if (!isResumable || definition?.kind !== Kind.OPERATION_DEFINITION) return null
  const [root] = definition.selectionSet.selections
  if (root?.kind !== Kind.FIELD) return null
  // A member of a consumer group is one subscriber, and its cursors are those of one subscription.
  if (root.arguments?.some((argument) => argument.name.value === 'member')) return null

  const responseName = root.alias?.value ?? root.name.value
  const cursorAlias = unused('_eloCursor', usedNames(document, Kind.FIELD))
  const afterVariable = unused('_eloAfter', usedNames(document, Kind.VARIABLE))

  function eventOf(data: Data): object | null {
    const event = data?.[responseName]
    return typeof event === 'object' && event !== null ? event : null
  }

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
    resumedQuery: print(declaring(resumed, used, afterVariable)),
    resumedVariables: (variables, cursor) => ({
      ...Object.fromEntries(Object.entries(variables).filter(([variable]) => used.has(variable))),
      [afterVariable]: cursor,
    }),
    cursorOf(data) {
      const cursor: unknown = Reflect.get(eventOf(data) ?? {}, cursorAlias)
      return typeof cursor === 'string' ? cursor : null
    },
    withoutCursor(data) {
      const event = eventOf(data)
      if (!event) return data
      const fields = Object.entries(event).filter(([field]) => field !== cursorAlias)
      return { ...data, [responseName]: Object.fromEntries(fields) }
    },
  }
}

/** The response names of all fields of a document, or the names of all its variables. */
function usedNames(document: DocumentNode, kind: Kind.FIELD | Kind.VARIABLE): Set<string> {
  const names = new Set<string>()
  visit(document, {
    enter(node) {
      if (node.kind !== kind) return
      names.add(node.kind === Kind.FIELD ? (node.alias ?? node.name).value : node.name.value)
    },
  })
  return names
}

/** This name, or the first unused one with a number from 1 on. */
function unused(wanted: string, used: ReadonlySet<string>): string {
  let found = wanted
  for (let number = 1; used.has(found); number += 1) found = `${wanted}${number}`
  return found
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

/** The document with this variable declared, and without declarations of variables that are no longer used. */
function declaring(document: DocumentNode, used: Set<string>, variable: string): DocumentNode {
  return visit(document, {
    OperationDefinition: (definition) => ({
      ...definition,
      variableDefinitions: [
        ...(definition.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)),
        {
          kind: Kind.VARIABLE_DEFINITION,
          variable: { kind: Kind.VARIABLE, name: name(variable) },
          type: { kind: Kind.NAMED_TYPE, name: name('String') },
        },
      ],
    }),
  })
}
