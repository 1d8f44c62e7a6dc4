const surveyPath =
  /(?:\\?\/|%2F)survey(?:\\?\/|%2F)responses(?:\\?\/|%2F)([\w-]*)(?:[/?#][^\s"'<>()[\]]*)?/giu
/** Whether a character ends an address, searching back from its path. */
const isOutside = (character: string) => /[\s"'<>()[\]]/u.test(character)

/** The start of the address whose path is at `pathAt`, not before `from`. */
function addressStart(text: string, pathAt: number, from: number): number {
  let start = pathAt
  while (start > from && !isOutside(text.charAt(start - 1))) start -= 1
  const run = text.slice(start, pathAt).toLowerCase()
  return start + Math.max(run.lastIndexOf('https://'), run.lastIndexOf('http://'), 0)
}

/**
 * A text without its survey links, trimmed if it had one, and the tokens of these links. The search for an address goes
 * back from its path: a forward search of a long text without blanks would take quadratic time.
 */
export function cutSurveyLinks(text: string): { text: string; tokens: string[] } {
  const kept: string[] = []
  const tokens: string[] = []
  let end = 0
  for (const match of text.matchAll(surveyPath)) {
    kept.push(text.slice(end, addressStart(text, match.index, end)))
    if (match[1]) tokens.push(match[1])
    end = match.index + match[0].length
  }
  return end === 0 ? { text, tokens } : { text: [...kept, text.slice(end)].join('').trim(), tokens }
}
