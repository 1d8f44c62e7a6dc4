import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type SelectionNode,
  visit,
} from 'graphql'
import type { AnswerObject } from './answerData.ts'

const directives = new Set(['skip', 'include'])

/** Whether a document has `@skip` or `@include`, and the names of the variables that they use. */
export function conditionsOf(document: DocumentNode): { isConditional: boolean; variables: string[] } {
  const variables = new Set<string>()
  let isConditional = false
  visit(document, {
    Directive(directive) {
      if (!directives.has(directive.name.value)) return
      isConditional = true
      const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value
      if (value?.kind === Kind.VARIABLE) variables.add(value.name.value)
    },
  })
  return { isConditional, variables: [...variables].sort() }
}

/** The document for these values of its conditions: without the skipped selections, and without the directives. */
export function decideConditions(document: DocumentNode, values: AnswerObject): DocumentNode {
  function holds({ arguments: given }: DirectiveNode): boolean {
    const value = given?.find(({ name }) => name.value === 'if')?.value
    if (value?.kind === Kind.BOOLEAN) return value.value
    return value?.kind === Kind.VARIABLE && values[value.name.value] === true
  }

  function decided<Selection extends SelectionNode>(selection: Selection): Selection | null | undefined {
    const given = selection.directives ?? []
    const conditions = given.filter(({ name }) => directives.has(name.value))
    if (conditions.length === 0) return undefined
    if (conditions.some((directive) => holds(directive) === (directive.name.value === 'skip'))) return null
    return { ...selection, directives: given.filter((directive) => !conditions.includes(directive)) }
  }

  return visit(document, { Field: decided, FragmentSpread: decided, InlineFragment: decided })
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

/** The document with `__typename` in each empty selection, because the planner does not accept empty ones. */
export function withoutEmptySelections(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave: (selectionSet) =>
        selectionSet.selections.length > 0 ? undefined : { ...selectionSet, selections: [typename] },
    },
  })
}
