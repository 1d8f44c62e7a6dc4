import { isObject } from '../../platform/lang/isObject.ts'
import type { AnswerObject } from './answerData.ts'

/**
 * Write the members of one answer into another. Objects, and lists of the same length, are merged; in every other case
 * the new value replaces the old one. `target` keeps objects of `source`, so the caller must not use `source` any more.
 * A member `__proto__` is left out: no compiled operation selects it.
 */
export function mergeAnswer(target: AnswerObject, source: AnswerObject): void {
  for (const key of Object.keys(source)) {
    if (key === '__proto__') continue
    const value = source[key]
    if (value === undefined) continue
    const known = Object.hasOwn(target, key) ? target[key] : undefined
    if (isObject(known) && isObject(value)) mergeAnswer(known, value)
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length)
      mergeList(known, value)
    else target[key] = value
  }
}

function mergeList(target: unknown[], source: unknown[]): void {
  for (const [index, value] of source.entries()) {
    const known = target[index]
    if (isObject(known) && isObject(value)) mergeAnswer(known, value)
    else target[index] = value
  }
}
