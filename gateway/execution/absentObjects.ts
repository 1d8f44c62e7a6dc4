import type { AnswerObject } from './answerData.ts'

/**
 * The objects of answers that a subgraph says do not exist for this caller, although another subgraph gave them: a note,
 * for a caller who may write notes and not read them.
 */
const absent = new WeakSet<AnswerObject>()

export function markAbsent(object: AnswerObject): void {
  absent.add(object)
}

export function isAbsent(object: AnswerObject): boolean {
  return absent.has(object)
}
