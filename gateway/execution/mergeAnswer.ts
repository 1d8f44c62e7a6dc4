import { type AnswerObject, isAnswerObject } from './answerData.ts'
import { UnlikeExpectedError } from './unlikeExpected.ts'

/**
 * Write everything of one answer into another, member by member; what both have as an object or as lists of one
 * length is merged, else the new one counts. Takes over objects of `source`, so that must be nobody else's. Throws an
 * UnlikeExpectedError for lists that differ in length.
 */
export function mergeAnswer(target: AnswerObject, source: AnswerObject): void {
  for (const key of Object.keys(source)) {
    // Assigned to an object with a prototype it would be that prototype.
    if (key === '__proto__') throw new UnlikeExpectedError('an answer has a member __proto__')
    const value = source[key]
    if (value === undefined) continue
    const known = Object.hasOwn(target, key) ? target[key] : undefined
    if (isAnswerObject(known) && isAnswerObject(value)) mergeAnswer(known, value)
    else if (Array.isArray(known) && Array.isArray(value)) mergeList(known, value)
    else target[key] = value
  }
}

function mergeList(target: unknown[], source: unknown[]): void {
  if (target.length !== source.length) throw new UnlikeExpectedError('two answers have lists of two lengths')
  for (const [index, value] of source.entries()) {
    const known = target[index]
    if (isAnswerObject(known) && isAnswerObject(value)) mergeAnswer(known, value)
    else target[index] = value
  }
}
