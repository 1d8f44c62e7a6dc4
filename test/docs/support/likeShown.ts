/**
 * What a page shows, as a pattern: `…` in a text stands for any characters, and a text that is only `…` for any value.
 * Everything else must be the same.
 */
export function isLikeShown(value: unknown, shown: unknown): boolean {
  if (shown === '…') return value !== undefined && value !== null
  if (typeof shown === 'string') return typeof value === 'string' && patternOf(shown).test(value)
  if (typeof shown !== 'object' || shown === null) return value === shown
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(shown))
    return false
  const [own, expected] = [new Map(Object.entries(value)), Object.entries(shown)]
  return own.size === expected.length && expected.every(([key, each]) => isLikeShown(own.get(key), each))
}

/** Whether the lines of `shown` are in `printed`, in their order; other lines may be between them. */
export function hasShownLines(printed: string, shown: string): boolean {
  const waiting = shown.split('\n').map(patternOf)
  for (const line of printed.split('\n')) if (waiting[0]?.test(line.trimEnd())) waiting.shift()
  return waiting.length === 0
}

function patternOf(text: string): RegExp {
  const parts = text.split('…').map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'su')
}
