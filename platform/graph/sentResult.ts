import type { ExecutionResult } from 'graphql'
import { cursorOfResult } from './cursorOfResult.ts'

/** A result as clients get it. */
export type SentResult = {
  /** Its JSON. */
  text: string
  /** See `cursorOfResult`. */
  cursor: string | null
}

const kept = new WeakMap<ExecutionResult, SentResult>()

/** Keep what is sent of a result that several subscribers get, so that it is made once. Nothing may write into the result then. */
export function keepSentResult(result: ExecutionResult): SentResult {
  const sent = sentResult(result)
  kept.set(result, sent)
  return sent
}

/** What is sent of a result. */
export function sentResult(result: ExecutionResult): SentResult {
  return kept.get(result) ?? { text: JSON.stringify(result), cursor: cursorOfResult(result) }
}
