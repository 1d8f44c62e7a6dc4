import type { Replacement } from './replaceIn.ts'

const inLocalPart = /[\p{L}\p{N}.!#$%&'+^_`{|}~-]/u
const domain = /[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?/uy
const mailProvider =
  / {0,2}(?:gmail|hotmail|outlook|yahoo|icloud|live|msn|uol|bol|terra|proton|protonmail)\./iuy
const longestQuoted = 66

/**
 * Each e-mail address and each other `somebody@somewhere`, e.g. an account of WhatsApp or a Pix key, as `j***@…`. Blanks
 * around the `@` are allowed before the domain of a well-known provider only.
 */
export function findAddresses(folded: string): Replacement[] {
  const found: Replacement[] = []
  for (let at = folded.indexOf('@'); at !== -1; at = folded.indexOf('@', at + 1)) {
    const least = found.at(-1)?.end ?? 0
    if (at < least) continue
    const isProvider = matchEnd(mailProvider, folded, at + 1) !== null
    const blanks = isProvider ? blanksAfter(folded, at + 1) : 0
    const end = matchEnd(domain, folded, at + 1 + blanks)
    if (end === null) continue
    const localEnd = isProvider ? withoutBlanks(folded, at, least) : at
    const start = localStart(folded, localEnd, least)
    if (start < localEnd) found.push({ start, end, by: `${firstOf(folded.slice(start, localEnd))}***@…` })
  }
  return found
}

function matchEnd(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : null
}

function blanksAfter(text: string, from: number): number {
  let blanks = 0
  while (blanks < 2 && text[from + blanks] === ' ') blanks++
  return blanks
}

function withoutBlanks(text: string, at: number, least: number): number {
  let end = at
  while (end > least && at - end < 2 && text[end - 1] === ' ') end--
  return end
}

function localStart(text: string, end: number, least: number): number {
  if (text[end - 1] === '"') {
    const quote = text.slice(Math.max(least, end - longestQuoted), end - 1).lastIndexOf('"')
    if (quote !== -1) return Math.max(least, end - longestQuoted) + quote
  }
  let start = end
  while (start > least) {
    const isLow = /[\uDC00-\uDFFF]/u.test(text.charAt(start - 1)) && start - 2 >= least
    const character = text.slice(start - (isLow ? 2 : 1), start)
    if (!inLocalPart.test(character)) break
    start -= character.length
  }
  return start
}

/** The first letter or digit. */
function firstOf(local: string): string {
  return /[\p{L}\p{N}]/u.exec(local)?.[0] ?? ''
}
