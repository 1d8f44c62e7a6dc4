import { isExactNumber, isWholeText } from '../../platform/lang/exactJson.ts'
import { type IdPrefix, isId } from '../../platform/lang/ids.ts'
import { type UserError, userError } from './userError.ts'

type Field = string | string[]
type Given<Value> = Value | null | undefined

const maximumJsonBytes = 64 * 1024
const maximumJsonDepth = 64
const toleratedAheadMs = 24 * 60 * 60 * 1000
/** Earlier times come from clocks that were never set, e.g. 1970-01-01, and from wrong units. */
const earliest = new Date('1990-01-01T00:00:00.000Z')

const nameOf = (field: Field) => (typeof field === 'string' ? field : field.join('.'))

function characterCount(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** INVALID_VALUE when a text has half of a surrogate pair, which a database cannot keep unchanged. */
export function characterFaults(field: Field, text: Given<string>): UserError[] {
  if (!text || isWholeText(text)) return []
  const message = `${nameOf(field)}: expected whole characters, got half of a surrogate pair`
  return [userError('INVALID_VALUE', field, message)]
}

/** As `textFaults`, and REQUIRED when the text is blank. A text that is not given has no fault. */
export function nameFaults(field: Field, text: Given<string>, limit = 255): UserError[] {
  if (text?.trim() === '')
    return [userError('REQUIRED', field, `${nameOf(field)}: expected a value, got a blank one`)]
  return textFaults(field, text, limit)
}

/** TOO_LONG beyond `limit` characters, INVALID_VALUE with half a character. A text that is blank or not given has no fault. */
export function textFaults(field: Field, text: Given<string>, limit: number): UserError[] {
  if (!text || text.length <= limit) return characterFaults(field, text)
  const count = characterCount(text)
  if (count <= limit) return characterFaults(field, text)
  return [
    userError('TOO_LONG', field, `${nameOf(field)}: expected at most ${limit} characters, got ${count}`),
  ]
}

/** TOO_LONG beyond `limit` items. */
export function countFaults(field: Field, items: Given<unknown[]>, limit: number): UserError[] {
  if (!items || items.length <= limit) return []
  return [
    userError('TOO_LONG', field, `${nameOf(field)}: expected at most ${limit} items, got ${items.length}`),
  ]
}

/** INVALID_VALUE when it does not have the form of such an id. */
export function idFaults(field: Field, prefix: IdPrefix, id: Given<string>): UserError[] {
  if (id === null || id === undefined || isId(prefix, id)) return []
  return [
    userError('INVALID_VALUE', field, `${nameOf(field)}: expected ${prefix}_…, got "${id.slice(0, 80)}"`),
  ]
}

/** INVALID_VALUE when the time of a past event lies before 1990 or more than a day after now. */
export function timeFaults(field: Field, time: Given<Date>, now: Date): UserError[] {
  if (!time) return []
  const expected =
    time < earliest
      ? `expected ${earliest.toISOString()} or later`
      : time.getTime() > now.getTime() + toleratedAheadMs
        ? `expected at most a day after ${now.toISOString()}`
        : null
  if (expected === null) return []
  return [userError('INVALID_VALUE', field, `${nameOf(field)}: ${expected}, got ${time.toISOString()}`)]
}

/** TOO_LONG beyond 64 KB, INVALID_VALUE when it has more than 64 levels or a value that JSON cannot keep unchanged. */
export function jsonFaults(field: Field, json: unknown): UserError[] {
  if (json === null || json === undefined) return []
  // The depth is checked first, because measuring a value that is nested too deeply would overflow the stack.
  if (isDeeperThan(json, maximumJsonDepth))
    return [
      userError(
        'INVALID_VALUE',
        field,
        `${nameOf(field)}: expected at most ${maximumJsonDepth} levels, got more`,
      ),
    ]
  const inexact = inexactIn(json)
  if (inexact) {
    const path = [nameOf(field), ...inexact.path].join('.').slice(0, 200)
    return [userError('INVALID_VALUE', field, `${path}: expected ${inexact.expected}`)]
  }
  const bytes = Buffer.byteLength(JSON.stringify(json))
  if (bytes <= maximumJsonBytes) return []
  return [
    userError('TOO_LONG', field, `${nameOf(field)}: expected at most 64 KB of JSON, got ${bytes} bytes`),
  ]
}

function isDeeperThan(json: unknown, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return false
  return levels === 0 || Object.values(json).some((member) => isDeeperThan(member, levels - 1))
}

/** The first value that JSON would change: an unsafe whole number, an infinite number, half a character; or null. */
function inexactIn(json: unknown): { path: string[]; expected: string } | null {
  if (typeof json === 'string') {
    if (isWholeText(json)) return null
    return { path: [], expected: 'whole characters, got half of a surrogate pair' }
  }
  if (typeof json === 'number') {
    if (isExactNumber(json)) return null
    return { path: [], expected: `a number that JSON holds exactly, got ${json}; send larger ones as texts` }
  }
  if (typeof json !== 'object' || json === null) return null
  for (const [name, member] of Object.entries(json)) {
    const inexact = inexactIn(name) ?? inexactIn(member)
    if (inexact) return { ...inexact, path: [name, ...inexact.path] }
  }
  return null
}
