import { isObject } from '../../../platform/lang/isObject.ts'

/** What a JSON object of a stranger is: anything may be in it, or missing. */
export type JsonObject = { readonly [key: string]: unknown }

/** The object, or an empty one where there is something else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** The list, or an empty one where there is something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The text; null where there is none or only blanks. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** An id of Chatwoot's, a number or its digits, as digits; null where there is none. */
export function idOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^[1-9]\d{0,15}$/u.test(text) ? text : null
}

/** An id or text that names something elsewhere, e.g. a Telegram user id, as text; null where there is none. */
export function nameOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  return textOf(value)?.trim() ?? null
}

/** A time in milliseconds; `isExact` tells whether it may carry milliseconds, which whole seconds do not. */
export type ReadTime = { ms: number; isExact: boolean }

const isoTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/u
const hasZone = /(?:Z|UTC|[+-]\d{2}:?\d{2})$/u
/** 9999-12-31, the last that ISO 8601 writes with four digits. */
const lastMs = 253_402_300_799_999

/** A time as Chatwoot gives them: ISO text, whole seconds, or seconds with a fraction. 0 stands for none. */
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
