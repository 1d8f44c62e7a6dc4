import { createHash } from 'node:crypto'

/**
 * The protocol number of what has this id, for people to say on the telephone, e.g. `20261128-143012-34507731-2`: day
 * and time in UTC at which the id was made, its milliseconds with five digits that the id gives, and a check digit (Luhn).
 * It is derived from the id, so it needs no counter, and what was stored before there were protocol numbers has one too.
 * Null when the id does not hold its time.
 */
export function protocolNumber(id: string): string | null {
  const [, uuid = ''] = /^[a-z]+_(.+)$/u.exec(id) ?? []
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7/u.test(uuid)) return null
  const madeAt = new Date(Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16))
  if (madeAt.getTime() >= end) return null
  const digits = madeAt.toISOString().replace(/\D/gu, '') + fiveDigitsOf(id)
  return [digits.slice(0, 8), digits.slice(8, 14), digits.slice(14), checkDigitOf(digits)].join('-')
}

/** The year 10000, whose days have more digits. */
const end = Date.UTC(10_000)

/**
 * The bounds of the ids with this prefix that a protocol number can belong to, for a look-up in the order of ids; null
 * for what is no protocol number. Blanks and hyphens may be left out.
 */
export function idsOfProtocolNumber(prefix: string, text: string): { from: string; below: string } | null {
  const digits = text.replace(/[\s-]/gu, '')
  if (!/^\d{23}$/u.test(digits) || checkDigitOf(digits.slice(0, -1)) !== digits.slice(-1)) return null
  const [, year, month, day, hour, minute, second, ms] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})/u.exec(digits) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
  if (Number.isNaN(at) || at < 0) return null
  return { from: firstIdAt(prefix, at), below: firstIdAt(prefix, at + 1) }
}

/** The same protocol number without blanks, with its hyphens. */
export function spelledProtocolNumber(text: string): string {
  const digits = text.replace(/[\s-]/gu, '')
  return [digits.slice(0, 8), digits.slice(8, 14), digits.slice(14, 22), digits.slice(22)].join('-')
}

function firstIdAt(prefix: string, at: number): string {
  const hex = at.toString(16).padStart(12, '0')
  return `${prefix}_${hex.slice(0, 8)}-${hex.slice(8)}-7`
}

function fiveDigitsOf(id: string): string {
  const number = createHash('sha256').update(id).digest().readUInt32BE(0) % 100_000
  return String(number).padStart(5, '0')
}

function checkDigitOf(digits: string): string {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return String((10 - (sum % 10)) % 10)
}
