/** A text as searches compare it: lower case, without accents, blanks as single spaces. Blanks at the end count. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trimStart()
}
