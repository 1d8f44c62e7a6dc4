/**
 * What to read of each interaction: the inner part of a selection, `summary ... on Message { text }`, or a fragment on
 * Interaction, as text or as the typed document of graphql-codegen. `id`, `revision` and `__typename` are always read.
 */
export type Selection<Shown> = string | TypedFragment<Shown>

/** What graphql-codegen makes of a fragment with `documentMode: 'string'`. */
type TypedFragment<Shown> = { toString(): string; __apiType?: (variables: never) => Shown }

/** The parts of a document that reads the selection. Throws when the selection is empty. */
export function readSelection(selection: Selection<unknown>): { inner: string; fragments: string } {
  const text = String(selection).trim()
  if (text === '') throw new TypeError('selection: expected fields of Interaction, e.g. "summary", got ""')
  const name = /^fragment\s+(\w+)\s+on\s+\w+/u.exec(text)?.[1]
  return name === undefined ? { inner: text, fragments: '' } : { inner: `...${name}`, fragments: text }
}
