import type { ExecutionResult } from 'graphql'

const texts = new WeakMap<ExecutionResult, string>()

/** Keep the JSON of a result that several subscribers get, so that it is made once. Nothing may write into the result then. */
export function keepResultText(result: ExecutionResult): string {
  const text = texts.get(result) ?? JSON.stringify(result)
  texts.set(result, text)
  return text
}

/** The JSON of a result. */
export function resultText(result: ExecutionResult): string {
  return texts.get(result) ?? JSON.stringify(result)
}
