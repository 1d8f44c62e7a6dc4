const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** A character of more code units is no character that people write. */
const longestCharacter = 200

/**
 * Where to cut a text so that at most `limit` code units remain and no character is cut as people see it: neither an
 * emoji, nor a letter from its accents. A character that is longer than any in use is cut between two code points.
 */
export function endOfCharacters(text: string, limit: number): number {
  const index = segmenter.segment(text).containing(limit)?.index ?? text.length
  if (limit - index <= longestCharacter) return index
  return /[\ud800-\udbff]$/u.test(text.slice(0, limit)) ? limit - 1 : limit
}
