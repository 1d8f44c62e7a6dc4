import { maskings } from '../../../../platform/masking/maskings.ts'
import { maskText } from '../../../../platform/masking/maskText.ts'
import { fenced } from './fence.ts'

/** Writes the parts of lines for one caller. What the caller may not see unmasked is masked before it is cut. */
export type LineText = {
  /** A text that people or other systems wrote. */
  quote(text: string): string
  /** A name of somebody or something. */
  quoteName(name: string): string
  /** A whole line, once more masked: parts that are no number each could be one together. */
  line(text: string): string
}

const longestName = 60
/** No summary is longer. */
const longestQuote = 200
const shortestQuote = 40
/** Masked text is stable after one more time at most; the rest is a bound. */
const mostMaskings = 4

export function createLineText({
  maxTokens,
  readsUnmasked,
}: {
  maxTokens: number
  readsUnmasked: boolean
}): LineText {
  const longest = Math.min(longestQuote, Math.max(shortestQuote, Math.floor(maxTokens / 6)))
  const text = (value: string) => (readsUnmasked ? value : maskText(value))
  const name = (value: string) => (readsUnmasked ? value : maskings.name(value))
  return {
    quote: (value) => fenced(text(value), longest),
    quoteName: (value) => fenced(name(value), Math.min(longest, longestName)),
    line(value) {
      if (readsUnmasked) return value
      let masked = value
      for (let times = 0; times < mostMaskings; times += 1) {
        const again = maskText(masked)
        if (again === masked) break
        masked = again
      }
      return masked
    },
  }
}
