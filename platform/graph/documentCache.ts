import { type DocumentNode, parse } from 'graphql'
import { LRUCache } from 'lru-cache'

/** How many characters the texts may have together; a parsed one takes some hundred bytes for each. */
const maxCharacters = 200_000

/** A parser that keeps what was parsed last. Throws a GraphQLError for a text that is no document. */
export function createDocumentCache(): (query: string) => DocumentNode {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: maxCharacters,
    sizeCalculation: (_document, query) => query.length + 1,
  })
  return (query) => {
    const known = documents.get(query)
    if (known) return known
    const document = parse(query)
    documents.set(query, document)
    return document
  }
}
