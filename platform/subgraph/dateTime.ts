import { GraphQLError, GraphQLScalarType } from 'graphql'

/**
 * The forms of ISO 8601 that name one instant: extended or basic (`20260601T090510`), seconds and their fraction left
 * out or given, the fraction after a point or a comma, and the offset as `Z`, `-03:00`, `-0300` or `-03`. A blank in the
 * place of `T` is accepted too, as RFC 3339 allows and databases write.
 */
const isoPattern =
  /^(?<year>\d{4})(-?)(?<month>\d{2})\2(?<day>\d{2})[T ](?<hour>\d{2})(:?)(?<minute>\d{2})(?:\6(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?(?:Z|(?<sign>[+-])(?<hours>[01]\d|2[0-3])(?::?(?<minutes>[0-5]\d))?)$/iu
const expected =
  'an ISO 8601 time with its offset, e.g. "2026-06-01T12:05:10.000Z" or "2026-06-01T09:05:10-03:00"'
const maxShownLength = 80

function parseDateTime(value: unknown): Date {
  const time = typeof value === 'string' ? timeOf(value) : value
  if (time instanceof Date && !Number.isNaN(time.getTime())) return time
  const got = `${JSON.stringify(value)}`.slice(0, maxShownLength)
  throw new GraphQLError(`DateTime: expected ${expected}, got ${got}`)
}

/** The instant that a text names, to the millisecond; further digits are cut off. Null when it names none. */
function timeOf(text: string): Date | null {
  const groups = isoPattern.exec(text)?.groups
  if (!groups) return null
  const { year, month, day, hour, minute, second = '00', fraction = '0' } = groups
  const { sign, hours, minutes = '00' } = groups
  const date = `${year}-${month}-${day}`
  // Date.parse takes February 30 for March 2.
  const midnight = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(date) || hour === '24')
    return null
  const offset = sign ? `${sign}${hours}:${minutes}` : 'Z'
  return new Date(`${date}T${hour}:${minute}:${second}.${fraction.slice(0, 3)}${offset}`)
}

/** A point in time. It parses to a Date, and is written in UTC with milliseconds. */
export const dateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => parseDateTime(value).toISOString(),
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime('value' in node ? node.value : null),
})
