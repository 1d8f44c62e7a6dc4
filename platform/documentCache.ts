import { type DocumentNode, parse } from 'graphql'
import { createLruCache } from './lruCache.ts'

const maxCharacters = 1_000_000

/** A parser that keeps what it was asked for last. Throws a GraphQLError for a text that is no document. */
export function createDocumentCache(): (query: string) => DocumentNode {
  const documents = createLruCache<DocumentNode>(maxCharacters)
  return (query) => {
    const known = documents.get(query)
    if (known) return known
    const document = parse(query)
    documents.set(query, document)
    return document
  }
}
