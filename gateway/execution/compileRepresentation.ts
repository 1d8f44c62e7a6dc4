import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import { isObject } from '../../platform/lang/isObject.ts'
import type { AnswerObject } from './answerData.ts'
import { mergeAnswer } from './mergeAnswer.ts'

/** Whether a fragment on the type `condition` applies to objects of the type `typename`. */
export type IsOfType = (typename: string, condition: string) => boolean

/** Gives the representation of an entity; null when the entity lacks a required field. */
export type Represent = (entity: AnswerObject) => AnswerObject | null

/** Compile the `requires` of a fetch. */
export function compileRepresentation(
  selections: readonly QueryPlanSelectionNode[],
  isOfType: IsOfType,
): Represent {
  const members = selections.map((selection): ((entity: AnswerObject, into: AnswerObject) => boolean) => {
    if (selection.kind === 'Field') {
      const name = selection.alias ?? selection.name
      const inner = selection.selections && compileRepresentation(selection.selections, isOfType)
      return (entity, into) => {
        const value = Object.hasOwn(entity, name) ? entity[name] : undefined
        if (value === undefined) return false
        into[name] = inner ? representValue(value, inner) : value
        return true
      }
    }
    const { typeCondition } = selection
    const represent = compileRepresentation(selection.selections, isOfType)
    return (entity, into) => {
      const typename = entity['__typename']
      if (typeCondition === undefined || typeof typename !== 'string' || !isOfType(typename, typeCondition))
        return true
      const part = represent(entity)
      if (part) mergeAnswer(into, part)
      return true
    }
  })
  return (entity) => {
    const into: AnswerObject = {}
    return members.every((write) => write(entity, into)) ? into : null
  }
}

function representValue(value: unknown, represent: Represent): unknown {
  if (Array.isArray(value)) return value.map((item) => representValue(item, represent))
  return isObject(value) ? represent(value) : value
}
