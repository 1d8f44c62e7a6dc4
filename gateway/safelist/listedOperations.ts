import { createHash } from 'node:crypto'
import { GraphQLError, stripIgnoredCharacters } from 'graphql'

/** The operations of a manifest. */
export type ListedOperations = {
  /**
   * The text of the document with this id. Its id is the one of the manifest, or the SHA-256 of the text in
   * hexadecimal. Both may follow `sha256:`.
   */
  withId(id: string): string | undefined
  /** The listed document that differs from this text in spaces, commas and comments at most. */
  sameAs(text: string): string | undefined
  /** Whether a listed document has exactly this text. */
  has(text: string): boolean
  /** The names of their operations. */
  names: ReadonlySet<string>
}

const prefix = 'sha256:'
/** Longer texts are compared as they are. */
const maxStrippedLength = 200_000

/** `documents` are texts by their ids. */
export function createListedOperations(documents: ReadonlyMap<string, string>): ListedOperations {
  const texts = [...documents.values()]
  const byHash = new Map(texts.map((text) => [createHash('sha256').update(text).digest('hex'), text]))
  const byContent = new Map(texts.flatMap((text) => [[text, text] as const, [stripped(text), text] as const]))

  return {
    withId(id) {
      const exact = documents.get(id)
      if (exact !== undefined) return exact
      const hash = id.startsWith(prefix) ? id.slice(prefix.length) : id
      return documents.get(hash) ?? byHash.get(hash)
    },
    has: (text) => byContent.has(text),
    names: namesIn(texts),
    sameAs: (text) => byContent.get(text) ?? byContent.get(stripped(text)),
  }
}

function namesIn(texts: readonly string[]): ReadonlySet<string> {
  const found = texts.flatMap((text) => [
    ...text.matchAll(/\b(?:query|mutation|subscription)\s+([_A-Za-z]\w*)/gu),
  ])
  return new Set(found.flatMap(([, name]) => name ?? []))
}

/** A text that is no GraphQL stays as it is. */
function stripped(text: string): string {
  if (text.length > maxStrippedLength) return text
  try {
    return stripIgnoredCharacters(text)
  } catch (error) {
    if (error instanceof GraphQLError) return text
    throw error
  }
}
