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

const isoTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/u
const hasZone = /(?:Z|UTC|[+-]\d{2}:?\d{2})$/u
/** The end of 9999-12-31, the last day that ISO 8601 writes with a year of four digits. */
const lastMs = 253_402_300_799_999

/** A time in a form of Chatwoot's: ISO text, whole seconds, or seconds with a fraction. 0 means no time. */
export function timeOf(value: unknown): ReadTime | null {
  if (typeof value === 'number') {
    const ms = Math.round(value * 1000)
    return Number.isFinite(value) && value > 0 && ms <= lastMs
      ? { ms, isExact: !Number.isInteger(value) }
      : null
  }
  if (typeof value !== 'string') return null
  if (/^\d+(?:\.\d+)?$/u.test(value)) return timeOf(Number(value))
  if (!isoTime.test(value)) return null
  const ms = Date.parse(hasZone.test(value) ? value : `${value}Z`)
  return Number.isFinite(ms) && ms > 0 && ms <= lastMs ? { ms, isExact: true } : null
}
