import { GraphQLError, type GraphQLOutputType, isEnumType } from 'graphql'
import { callerError } from '../../platform/errors/errors.ts'
import { isObject } from '../../platform/lang/isObject.ts'
import { isAbsent } from './absentObjects.ts'
import type { AnswerObject } from './answerData.ts'

/**
 * The state of completing one answer: the path of the current value, the errors so far, how many values are null
 * because the caller may not have them, which is reported elsewhere, and the units that the objects so far cost.
 */
export type Completion = {
  path: (string | number)[]
  errors: GraphQLError[]
  removed: number
  /** Whether a subgraph says that the current object does not exist for the caller. */
  isAbsent: boolean
  units: number
  variables: AnswerObject
}

/** Stands for a null that its type does not allow: the nearest nullable parent becomes null. */
export const invalid = Symbol('invalid')

/** Turns a value from the subgraphs into the value for the caller. Never throws. */
export type Complete = (value: unknown, at: Completion) => unknown

/** One field of an object of the answer. */
export type Member = { key: string; complete: Complete }

/**
 * Objects of one type: exactly the selected fields, in the order and under the names of the selection. Each object costs
 * `units`.
 */
export function completeObject(
  typeName: string,
  members: readonly Member[],
  units: number | ((variables: AnswerObject) => number),
): Complete {
  return (value, at) => {
    if (value === null || value === undefined) return null
    if (!isObject(value)) return wrong(at, `expected an object of the type ${typeName}`)
    const typename = value['__typename']
    if (typename !== undefined && typename !== typeName)
      return wrong(at, `expected an object of the type ${typeName}, got another type`)
    at.units += typeof units === 'number' ? units : units(at.variables)
    // Engines handle objects with a prototype much faster. Apollo's executor runs selections of prototype names.
    const completed: AnswerObject = {}
    const isOuterAbsent = at.isAbsent
    at.isAbsent = isAbsent(value)
    let isValid = true
    for (const { key, complete } of members) {
      at.path.push(key)
      const member = complete(value[key], at)
      at.path.pop()
      isValid = member !== invalid
      if (!isValid) break
      completed[key] = member
    }
    at.isAbsent = isOuterAbsent
    return isValid ? completed : null
  }
}

/** Objects of an interface or a union, each completed by its own type. */
export function completeAbstract(name: string, byType: ReadonlyMap<string, Complete>): Complete {
  return (value, at) => {
    if (value === null || value === undefined) return null
    const typename = isObject(value) ? value['__typename'] : undefined
    const complete = typeof typename === 'string' ? byType.get(typename) : undefined
    return complete ? complete(value, at) : wrong(at, `expected an object of a type of ${name}`)
  }
}

export function completeList(completeItem: Complete): Complete {
  return (value, at) => {
    if (value === null || value === undefined) return null
    if (!Array.isArray(value)) return wrong(at, 'expected a list')
    let isInvalid = false
    const items = value.map((item, index) => {
      at.path.push(index)
      const completed = completeItem(item, at)
      at.path.pop()
      if (completed === invalid) isInvalid = true
      return completed
    })
    return isInvalid ? null : items
  }
}

export function completeNonNull(complete: Complete): Complete {
  return (value, at) => {
    const before = at.errors.length + at.removed
    const completed = complete(value, at)
    if (completed !== null) return completed
    // Report it unless the cause of the null was reported.
    if (at.errors.length + at.removed === before) {
      if (at.isAbsent) hidden(at)
      else wrong(at, 'expected a value, got null where none is allowed')
    }
    return invalid
  }
}

/** Report a value of an object that the caller may not see. Whether it exists is not said. */
function hidden({ path, errors }: Completion): void {
  const { message, extensions } = callerError(
    'NOT_FOUND',
    'expected an object that exists and that the caller may see, got another one',
  )
  errors.push(new GraphQLError(message, { path: [...path], extensions }))
}

/** A value that the caller may not have. */
export const completeRemoved: Complete = (_value, at) => {
  at.removed += 1
  return null
}

const minInt = -(2 ** 31)
const maxInt = 2 ** 31 - 1

export function completeLeaf(type: GraphQLOutputType): Complete {
  const isValid = validityOf(type)
  return (value, at) => {
    if (value === null || value === undefined) return null
    return isValid(value) ? value : wrong(at, `expected a value of the type ${String(type)}`)
  }
}

function validityOf(type: GraphQLOutputType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name))
    return (value) => names.has(value)
  }
  switch (String(type)) {
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

/** Report a value that breaks the schema. The fault is the server's, so callers do not see the message. */
function wrong({ path, errors }: Completion, message: string): null {
  const originalError = new Error(`the answer breaks the schema at ${path.join('.')}: ${message}`)
  errors.push(new GraphQLError(originalError.message, { path: [...path], originalError }))
  return null
}
