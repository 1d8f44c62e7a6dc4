import { LRUCache } from 'lru-cache'

/** Writes times in one time zone. */
export type TimeFormat = {
  /** The name of the time zone. */
  timeZone: string
  /** E.g. `2026-06-01 09:05`. */
  minuteOf(time: Date): string
  /** E.g. `2026-06-01`. */
  dayOf(time: Date): string
}

/** Making one takes much longer than using it. */
const formats = new LRUCache<string, TimeFormat>({ max: 50 })
const zoneName = /^[a-z][a-z\d_+-]*(?:\/[a-z\d_+-]+)*$/iu
const longestName = 64

/** Null when no time zone has this name. */
export function createTimeFormat(timeZone: string): TimeFormat | null {
  if (timeZone.length > longestName || !zoneName.test(timeZone)) return null
  const known = formats.get(timeZone)
  if (known) return known
  const format = formatOf(timeZone)
  if (format) formats.set(timeZone, format)
  return format
}

function formatOf(timeZone: string): TimeFormat | null {
  const day = { timeZone, calendar: 'gregory', year: 'numeric', month: '2-digit', day: '2-digit' } as const
  try {
    // The Swedish form of a date is that of ISO 8601.
    const days = new Intl.DateTimeFormat('sv-SE', day)
    const minutes = new Intl.DateTimeFormat('sv-SE', {
      ...day,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    return {
      timeZone: days.resolvedOptions().timeZone,
      minuteOf: (time) => minutes.format(time),
      dayOf: (time) => days.format(time),
    }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
