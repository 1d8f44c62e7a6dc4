/** The pause that a Retry-After header asks for, in seconds or as a date; null without one that can be read. */
export function retryAfterMs(header: string | string[] | undefined, now: Date): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim() ?? ''
  if (/^\d{1,9}$/u.test(text)) return Number(text) * 1_000
  // An HTTP date begins with the name of a day. Others would be guesses of Date.parse.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/u.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}
