/** An object of an answer. It may have a prototype or none, so read only its own members. */
export type AnswerObject = Record<string, unknown>

/** Whether ordinary objects inherit a member of this name. Apollo's executor runs the operations that use one. */
export function isPrototypeName(name: string): boolean {
  return name in Object.prototype
}
