import { expect } from 'vitest'
import { z } from 'zod'
import type { Expected } from './attack.ts'
import type { Seen } from './sendAttack.ts'

const errorsSchema = z.array(
  z.looseObject({ message: z.string(), extensions: z.looseObject({ code: z.string() }) }),
)
const answerSchema = z.object({ data: z.unknown().optional(), errors: errorsSchema })
const messageSchema = z.object({ type: z.literal('error'), payload: errorsSchema })

const largestRefusalBytes = 64 * 1024
const fault = /INTERNAL_SERVER_ERROR|"UNAVAILABLE"|^HTTP\/1\.1 50[02]|\n\s+at |node_modules|mongodb:/u

/** The codes of a refusal, over HTTP or a WebSocket. Throws when it is none. */
function codesOf(text: string): string[] {
  const parsed: unknown = JSON.parse(text)
  const message = messageSchema.safeParse(parsed)
  const { data = null, errors } = message.success
    ? { errors: message.data.payload }
    : answerSchema.parse(parsed)
  expect(data).toBeNull()
  return errors.map(({ extensions }) => extensions.code)
}

/** Expect what an attack must see, and in no case a fault of Elo or something of its insides. */
export function expectOutcome(expected: Expected, seen: Seen): void {
  const { status, closed, text } = seen
  expect(text.slice(0, 100_000)).not.toMatch(fault)
  if ('refused' in expected) {
    const codes = codesOf(text)
    expect(codes.length).toBeGreaterThan(0)
    for (const code of codes) expect([expected.refused].flat(), text.slice(0, 300)).toContain(code)
    expect(text.length).toBeLessThan(largestRefusalBytes)
  } else if ('status' in expected) {
    expect([expected.status].flat(), text.slice(0, 300)).toContain(status)
  } else if ('closed' in expected) {
    expect([expected.closed].flat(), text.slice(0, 300)).toContain(closed)
  } else {
    expect(`${text}${closed > 0 ? ` ${closed}` : ''}`).toMatch(expected.harmless)
  }
}
