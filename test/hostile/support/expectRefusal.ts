import { expect } from 'vitest'
import { z } from 'zod'
import type { Answer } from './send.ts'
import type { Target } from './target.ts'

/** The codes of a caller's mistakes. */
const callerCodes = ['BAD_USER_INPUT', 'BAD_REQUEST', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']

const estimateSchema = z.object({ nodes: z.number(), leaves: z.number() })

/** Expect a refusal before anything was executed, as a mistake of the caller, with a short message. */
export function expectRefusal({ data, errors, status, bytes }: Answer): string[] {
  expect(status).toBeLessThan(500)
  expect(data ?? null).toBeNull()
  expect(errors?.length, 'errors').toBeGreaterThan(0)
  for (const { extensions } of errors ?? []) expect(callerCodes).toContain(extensions?.['code'])
  expect(bytes).toBeLessThan(64 * 1024)
  return (errors ?? []).map(({ message }) => message)
}

/** Expect a refusal because it could give more than 50,000 objects or 500,000 values; the message has the numbers. */
export function expectTooManyNodes(answer: Answer): void {
  const [message = '', ...more] = expectRefusal(answer)
  expect(more).toEqual([])
  const { nodes, leaves } = estimateSchema.parse(answer.errors?.[0]?.extensions)
  expect(nodes > 50_000 || leaves > 500_000, message).toBe(true)
  expect(message).toContain('at most 50000 objects and 500000 values')
  expect(message).toContain(`${nodes} and ${leaves}`)
}

/** Expect no internal error in the log, and no long line. */
export function expectCalmLog(target: Target): void {
  const lines = target.logLines()
  expect(lines.filter((line) => /"level":"(error|fatal)"|"stack":|^\s+at /u.test(line))).toEqual([])
  expect(Math.max(0, ...lines.map(({ length }) => length)), 'the longest line').toBeLessThan(2_048)
}
