import { createHash } from 'node:crypto'
import { z } from 'zod'
import { callerError } from '../errors/errors.ts'

const checksumLength = 8

function checksum(kind: string, payload: string): string {
  return createHash('sha256').update(`${kind}\n${payload}`).digest('base64url').slice(0, checksumLength)
}

/** A time in a cursor, in milliseconds; any that a Date can hold. */
export const cursorTime = z.int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000)

/**
 * A kind of opaque cursor. `encode` makes a text with the kind and a checksum. `decode` gives the position, or throws
 * INVALID_CURSOR when the text was damaged or is a cursor of another kind.
 */
export function createCursor<Schema extends z.ZodType>(kind: string, schema: Schema) {
  return {
    encode(position: z.infer<Schema>): string {
      const payload = Buffer.from(JSON.stringify(position)).toString('base64url')
      return `${kind}.${payload}.${checksum(kind, payload)}`
    },
    decode(text: string, field: string): z.infer<Schema> {
      const invalid = () =>
        callerError(
          'INVALID_CURSOR',
          `${field}: expected a ${kind} cursor as this field gave it, got "${text.slice(0, 80)}"`,
        )
      const [givenKind, payload, sum, ...rest] = text.split('.')
      if (givenKind !== kind || !payload || sum !== checksum(kind, payload) || rest.length > 0)
        throw invalid()
      const position = schema.safeParse(parsed(Buffer.from(payload, 'base64url').toString()))
      if (!position.success) throw invalid()
      return position.data
    },
  }
}

/** The checksum is no secret: a caller can make one over a text that is not JSON. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
