/**
 * A text in the spelling in which the rules of masking look for values: Unicode digits, spaces, hyphens and wide characters
 * as their ASCII counterparts, without what is not seen. `starts` and `ends` give the place of each character in the text;
 * null when the text is folded already.
 */
export type FoldedText = { folded: string; places: { starts: number[]; ends: number[] } | null }

const unusual = /[^\t\n\r\x20-\x7e]/u
const dots = '·•‧∙⋅・'

/** Fold a text, in linear time. */
export function foldCharacters(text: string): FoldedText {
  if (!unusual.test(text)) return { folded: text, places: null }
  const known = new Map<string, string>()
  const parts: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let start = 0
  for (const character of text) {
    let folded = known.get(character)
    if (folded === undefined) known.set(character, (folded = foldCharacter(character)))
    const end = start + character.length
    parts.push(folded)
    for (let index = 0; index < folded.length; index++) {
      starts.push(start)
      ends.push(end)
    }
    start = end
  }
  return { folded: parts.join(''), places: { starts, ends } }
}

function foldCharacter(character: string): string {
  if (!unusual.test(character)) return character
  if (/^[\u2028\u2029\u0085]$/u.test(character)) return '\n'
  if (/^\p{Nd}$/u.test(character)) return String(digitOf(character))
  if (/^[\p{M}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u.test(character)) return ''
  if (/^\p{White_Space}$/u.test(character)) return ' '
  if (/^[\p{Pd}\u2212]$/u.test(character)) return '-'
  if (dots.includes(character)) return '.'
  const plain = character.normalize('NFKC')
  // Wide characters, and digits that are raised, circled, in parentheses or with a full stop.
  return /^(?:[\x21-\x7e]|\(?\d{1,2}[.)]?)$/u.test(plain) ? plain : character
}

/** Decimal digits stand in Unicode in order from 0 to 9, a whole number of such tens at a time. */
function digitOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  let first = code
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--
  return (code - first) % 10
}
