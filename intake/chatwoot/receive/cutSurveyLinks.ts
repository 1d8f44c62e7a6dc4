const surveyPath =
  /(?:\\?\/|%2F)survey(?:\\?\/|%2F)responses(?:\\?\/|%2F)([\w-]*)(?:[/?#][^\s"'<>()[\]]*)?/giu
/** Whether a character ends an address, searching back from its path. */
const isOutside = (character: string) => /[\s"'<>()[\]]/u.test(character)

/** A link to a survey in a text. */
export type SurveyLink = {
  /** What precedes the path, e.g. `https://chat.example`. */
  site: string
  /** The last part of the path; empty when it is missing. */
  token: string
}

/** The start of the address whose path is at `pathAt`, not before `from`. */
function addressStart(text: string, pathAt: number, from: number): number {
  let start = pathAt
  while (start > from && !isOutside(text.charAt(start - 1))) start -= 1
  const run = text.slice(start, pathAt).toLowerCase()
  return start + Math.max(run.lastIndexOf('https://'), run.lastIndexOf('http://'), 0)
}

/**
 * A text without those of its survey links that are secret, trimmed if it had one. The search for an address goes back
 * from its path: a forward search of a long text without blanks would take quadratic time.
 */
export function cutSurveyLinks(text: string, isSecret: (link: SurveyLink) => boolean): string {
  const kept: string[] = []
  let keptTo = 0
  let searchedTo = 0
  for (const match of text.matchAll(surveyPath)) {
    const start = addressStart(text, match.index, searchedTo)
    searchedTo = match.index + match[0].length
    if (!isSecret({ site: text.slice(start, match.index), token: match[1] ?? '' })) continue
    kept.push(text.slice(keptTo, start))
    keptTo = searchedTo
  }
  return keptTo === 0 ? text : [...kept, text.slice(keptTo)].join('').trim()
}
