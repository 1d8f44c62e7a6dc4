import type { FactKind } from '../fact.ts'
import type { PlainText } from './plainText.ts'

/** A value that was found in a plain text. */
export type Found = { kind: FactKind; start: number; end: number; normalised: string }

/** Finds all values of some kinds. It takes linear time: every pattern has bounded repetitions only. */
export type Finder = (text: PlainText) => Found[]

/**
 * What all spellings of a value become; null when it is none. `written` is the value with its case and accents, `label` what
 * names it.
 */
export type Normalise = (plain: string, written: string, label: string) => string | null

/** Nothing of a word or number before it, and nothing after it. */
export const before = '(?<![a-z\\d])'
export const after = '(?![a-z\\d])'

export const withSingleBlanks = (text: string): string => text.replace(/[ \t]+/gu, ' ')
/** A code in upper case. */
export const asCode: Normalise = (plain) => plain.toUpperCase()

/** The matches of a pattern (global) that can be normalised. */
export function findMatches(
  kind: FactKind,
  pattern: RegExp,
  normalise: Normalise = withSingleBlanks,
): Finder {
  return ({ plain, folded }) => {
    const found: Found[] = []
    for (const { index: start, 0: value } of plain.matchAll(pattern)) {
      const end = start + value.length
      const normalised = normalise(value, folded.slice(start, end), '')
      if (normalised !== null) found.push({ kind, start, end, normalised })
    }
    return found
  }
}

const nextOfList = /[ \t]{0,2}(?:,|;|\/|&|e(?![a-z])|and(?![a-z])|,[ \t]?(?:e|and)(?![a-z]))[ \t]{0,2}#?/uy
const mostOfList = 20

/**
 * The value (sticky) that follows each label (global), and further values of a list, e.g. `pedidos 1234, 1235 e 1236`. The
 * label ends where the value must begin.
 */
export function findLabelled(
  kind: FactKind,
  label: RegExp,
  value: RegExp,
  normalise: Normalise = withSingleBlanks,
  { isList = false }: { isList?: boolean } = {},
): Finder {
  return ({ plain, folded }) => {
    const found: Found[] = []
    const readAt = (start: number, named: string): number | null => {
      const match = matchAt(value, plain, start)
      const normalised = match && normalise(match, folded.slice(start, start + match.length), named)
      if (!match || normalised === null) return null
      found.push({ kind, start, end: start + match.length, normalised })
      return start + match.length
    }
    for (const { index, 0: text } of plain.matchAll(label)) {
      let end = readAt(index + text.length, text)
      for (let count = 1; isList && end !== null && count < mostOfList; count++) {
        const sign = matchAt(nextOfList, plain, end)
        end = sign === null ? null : readAt(end + sign.length, '')
      }
    }
    return found
  }
}

function matchAt(pattern: RegExp, text: string, from: number): string | null {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0] ?? null
}

/** Finders of values that all have a digit. */
export function onlyWithDigits(finders: readonly Finder[]): Finder[] {
  return finders.map((find) => (text) => (text.hasDigits ? find(text) : []))
}
