import { createHash } from 'node:crypto'
import type { GraphQLError } from 'graphql'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { callerError } from '../../platform/errors/errors.ts'

/** The bound of the cache, in characters. */
const maxCharacters = 4_000_000

const extensionSchema = z.object({
  persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string() }),
})

/** The members of a request that give its text. */
type Asked = { query: string | undefined; extensions: Record<string, unknown> }

/**
 * Automatic persisted queries, as Apollo Client sends them: once a text was sent in full, its SHA-256 is enough.
 * Gives the text of a request, or the error that makes the client send the text.
 */
export function createPersistedQueries(): (asked: Asked) => string | GraphQLError {
  const texts = new LRUCache<string, string>({
    maxSize: maxCharacters,
    sizeCalculation: (text) => text.length + 1,
  })

  return ({ query, extensions }) => {
    if (extensions['persistedQuery'] === undefined) return query ?? withoutQuery()
    const { data } = extensionSchema.safeParse(extensions)
    if (!data) {
      const expected = '{ "version": 1, "sha256Hash": "…" }'
      return callerError('BAD_REQUEST', `extensions.persistedQuery: expected ${expected}, got something else`)
    }
    const { sha256Hash } = data.persistedQuery
    if (query === undefined)
      return texts.get(sha256Hash) ?? callerError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
    if (createHash('sha256').update(query).digest('hex') !== sha256Hash) {
      const expected = 'the SHA-256 of the query in hexadecimal'
      return callerError('BAD_REQUEST', `extensions.persistedQuery.sha256Hash: expected ${expected}`)
    }
    texts.set(sha256Hash, query)
    return query
  }
}

function withoutQuery(): GraphQLError {
  return callerError('BAD_REQUEST', 'query: expected the text of an operation, got none')
}
