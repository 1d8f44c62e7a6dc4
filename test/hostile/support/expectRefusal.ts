import { expect } from 'vitest'
import type { Answer } from './send.ts'
import type { Target } from './target.ts'

/** The codes that say that the caller is wrong. */
const callerCodes = ['BAD_USER_INPUT', 'BAD_REQUEST', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']

/** Refused before anything was executed, as the caller's fault, in few words. */
export function expectRefusal({ data, errors, status, bytes }: Answer): string[] {
  expect(status).toBeLessThan(500)
  expect(data ?? null).toBeNull()
  expect(errors?.length, 'errors').toBeGreaterThan(0)
  for (const { extensions } of errors ?? []) expect(callerCodes).toContain(extensions?.['code'])
  expect(bytes).toBeLessThan(64 * 1024)
  return (errors ?? []).map(({ message }) => message)
}

/** Refused because the nodes that it could give are more than 50,000; the message says how many they are. */
export function expectTooManyNodes(answer: Answer): void {
  const messages = expectRefusal(answer)
  expect(messages).toHaveLength(1)
  const numbers = (messages[0] ?? '').match(/\d[\d,. ]*/gu) ?? []
  const counts = numbers.map((text) => Number(text.replace(/[^\d]/gu, '')))
  expect(counts, messages[0]).toContain(50_000)
  expect(Math.max(...counts), messages[0]).toBeGreaterThan(50_000)
}

/** It was the caller's fault: nothing about it stands in the log as ours, and no line is long. */
export function expectCalmLog(target: Target): void {
  const lines = target.logLines()
  expect(lines.filter((line) => /"level":"(error|fatal)"|"stack":|^\s+at /u.test(line))).toEqual([])
  expect(Math.max(0, ...lines.map(({ length }) => length)), 'the longest line').toBeLessThan(2_048)
}
