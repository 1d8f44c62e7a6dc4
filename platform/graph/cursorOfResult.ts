import type { ExecutionResult } from 'graphql'
import { isObject } from '../lang/isObject.ts'

/** The field `cursor` of the only root object of a result, from which a client resumes; null when it was not selected. */
export function cursorOfResult({ data }: ExecutionResult): string | null {
  const [root] = Object.values(data ?? {})
  const cursor = isObject(root) ? root['cursor'] : null
  return typeof cursor === 'string' ? cursor : null
}
