/** The area codes (DDD) that Anatel has given out. */
const areaCodes = new Set(
  (
    '11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 ' +
    '61 62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99'
  ).split(' '),
)

/** Numbers without an area code that are called with a leading 0: 0800, 0300, 0500, 0900. */
const nonGeographic = /^[3589]00\d{6,7}$/u

/**
 * The digits after +55 as they are stored, or null when there is no such number. Mobile subscribers have nine digits
 * since 2016, the first a 9; older records and WhatsApp ids still lack it, so eight digits that begin with 6 to 9 get
 * it. Landlines begin with 2 to 5 and never get it.
 */
export function normalizeBrazilianNumber(nationalNumber: string): string | null {
  if (nonGeographic.test(nationalNumber)) return nationalNumber
  const areaCode = nationalNumber.slice(0, 2)
  const subscriber = nationalNumber.slice(2)
  if (!areaCodes.has(areaCode)) return null
  if (/^9\d{8}$/u.test(subscriber) || /^[2-5]\d{7}$/u.test(subscriber)) return nationalNumber
  return /^[6-9]\d{7}$/u.test(subscriber) ? `${areaCode}9${subscriber}` : null
}
