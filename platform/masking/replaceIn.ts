import { foldCharacters } from './foldCharacters.ts'

/** What to put in the place of the characters from `start` up to `end` of a folded text. */
export type Replacement = { start: number; end: number; by: string }

/** The text with the replacements that are found in its folded spelling, in order and without overlaps. */
export function replaceIn(text: string, find: (folded: string) => Replacement[]): string {
  const { folded, places } = foldCharacters(text)
  const replacements = find(folded)
  if (replacements.length === 0) return text
  const parts: string[] = []
  let kept = 0
  for (const { start, end, by } of replacements) {
    parts.push(text.slice(kept, places ? places.starts[start] : start), by)
    kept = places?.ends[end - 1] ?? end
  }
  return parts.join('') + text.slice(kept)
}
