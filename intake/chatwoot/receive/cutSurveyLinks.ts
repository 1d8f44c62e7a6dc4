const surveyPath =
  /(?:\\?\/|%2F)survey(?:\\?\/|%2F)responses(?:\\?\/|%2F)([\w-]*)(?:[/?#][^\s"'<>()[\]]*)?/giu
/** What an address cannot contain, looking back from its path. */
const isOutside = (character: string) => /[\s"'<>()[\]]/u.test(character)

/** Where the address begins whose path is at `pathAt`, no earlier than `from`. */
function addressStart(text: string, pathAt: number, from: number): number {
  let start = pathAt
  while (start > from && !isOutside(text.charAt(start - 1))) start -= 1
  const run = text.slice(start, pathAt).toLowerCase()
  return start + Math.max(run.lastIndexOf('https://'), run.lastIndexOf('http://'), 0)
}

/**
 * A text without its links to surveys, trimmed where it lost one, and the tokens that were in them. An address is
 * looked for from its path backwards: forwards a long text without blanks would take time quadratic in its length.
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
