import { type DocumentNode, parse } from 'graphql'
import { LRUCache } from 'lru-cache'

/** The bound of the cache, in characters of all texts; a document takes some hundred bytes for each. */
const maxCharacters = 200_000

/** A parser with a cache. Throws a GraphQLError for a text that is no document. */
export function createDocumentCache(): (query: string) => DocumentNode {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: maxCharacters,
    sizeCalculation: (_document, query) => query.length + 1,
  })
  return (query) => {
    const cached = documents.get(query)
    if (cached) return cached
    const document = parse(query)
    documents.set(query, document)
    return document
  }
}
