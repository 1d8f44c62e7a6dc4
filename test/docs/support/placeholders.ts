/** The values that a reader would copy from an answer, by their beginnings, e.g. `cus_` and `stream.`. */
export type Placeholders = {
  /** Keep the values of an answer: of those that begin alike the first. They replace earlier ones. */
  keep: (answer: unknown) => void
  /** A text of the page with what it stands for: `cus_…` is the last customer of an answer. Throws when there is none. */
  fill: (text: string) => string
}

const isKept = /^(?<beginning>[a-z]{2,12}[_.]|eyJ)\S{8,}$/iu
const placeholder = /\b(?:[a-z]{2,12}[_.]|eyJ)…/giu

/** `fixed` are texts that have another value where the page is run, e.g. the address. */
export function createPlaceholders(fixed: Readonly<Record<string, string>>): Placeholders {
  const kept = new Map<string, string>()
  return {
    keep(answer) {
      const found = new Map<string, string>()
      for (const value of textsIn(answer)) {
        const beginning = isKept.exec(value)?.groups?.['beginning']
        if (beginning !== undefined && !found.has(beginning)) found.set(beginning, value)
      }
      for (const [beginning, value] of found) kept.set(beginning, value)
    },
    fill(text) {
      const placed = Object.entries(fixed).reduce((all, [shown, value]) => all.replaceAll(shown, value), text)
      return placed.replaceAll(placeholder, (shown) => {
        const value = kept.get(shown.slice(0, -1))
        if (value === undefined)
          throw new Error(`${shown}: expected an earlier answer with such a value, got none`)
        return value
      })
    },
  }
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) yield* textsIn(each)
}
