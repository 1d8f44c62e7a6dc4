import { endOfCharacters } from '../../../platform/lang/endOfCharacters.ts'

/** A text cut between two characters to the length that Elo accepts; its last character says that it was cut. */
export function limited(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, endOfCharacters(text, length - 1))}…`
}
