/** A text cut to the length that Elo accepts, never inside a character; its last character says that it was cut. */
export function limited(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/u, '')}…`
}
