import { isObject } from '../../../platform/lang/isObject.ts'

/** A foreign JSON object: each field may be missing or of any type. */
export type JsonObject = { readonly [key: string]: unknown }

/** The object; an empty one for any other value. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** The list; an empty one for any other value. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The text; null for any other value and for blanks only. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** An id of Chatwoot, given as a number or as digits, as digits; null for any other value. */
export function idOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^[1-9]\d{0,15}$/u.test(text) ? text : null
}

/** An id or name of another system, e.g. a Telegram user id, as text; null for any other value. */
export function nameOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  return textOf(value)?.trim() ?? null
}

/** A time in milliseconds. `isExact` is false for a time in whole seconds. */
export type ReadTime = { ms: number; isExact: boolean }

const isNumber = /^-?\d+(?:\.\d+)?$/u
const isoTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/u
const hasZone = /(?:Z|UTC|[+-]\d{2}:?\d{2})$/u
/** Earlier times come from clocks that were never set, e.g. 1970-01-01. */
const earliestMs = Date.UTC(1990, 0, 1)
/** The end of 9999-12-31, the last day that ISO 8601 writes with a year of four digits. */
const lastMs = 253_402_300_799_999
/** Numbers from here on are milliseconds: those of 1973, while as seconds they would be of the year 5138. */
const firstMilliseconds = 100_000_000_000

/**
 * A time in a form of Chatwoot's or its channels': ISO text, whole seconds, seconds with a fraction, or milliseconds;
 * numbers also as text. Null for no time (0), and for one that makes no sense: before 1990, or after `latestMs`.
 */
export function timeOf(value: unknown, latestMs = lastMs): ReadTime | null {
  const time = anyTimeOf(value)
  return time && time.ms >= earliestMs && time.ms <= latestMs ? time : null
}

function anyTimeOf(value: unknown): ReadTime | null {
  if (typeof value === 'number') {
    if (value >= firstMilliseconds) return { ms: Math.round(value), isExact: true }
    return Number.isFinite(value) ? { ms: Math.round(value * 1000), isExact: !Number.isInteger(value) } : null
  }
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (isNumber.test(text)) return anyTimeOf(Number(text))
  if (!isoTime.test(text)) return null
  const ms = Date.parse(hasZone.test(text) ? text : `${text}Z`)
  return Number.isFinite(ms) ? { ms, isExact: true } : null
}

/** Whether a value has the form of a time and makes no sense as one; see `timeOf`. */
export function isNonsenseTime(value: unknown, latestMs: number): boolean {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !(isNumber.test(text.trim()) || isoTime.test(text.trim()))) return false
  return timeOf(value, latestMs) === null
}
