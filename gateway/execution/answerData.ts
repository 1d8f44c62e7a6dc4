/** An object of an answer: with or without a prototype, so its members are own members and nothing else. */
export type AnswerObject = Record<string, unknown>

/** Names that mean something on ordinary objects. An operation that uses one is left to Apollo's executor. */
export function isPrototypeName(name: string): boolean {
  return name in Object.prototype
}
