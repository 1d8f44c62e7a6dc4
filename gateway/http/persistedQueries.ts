import { createHash } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { callerError } from '../../platform/errors/errors.ts'
import type { Safelist } from '../safelist/safelist.ts'

/** The bound of the cache, in characters. */
const maxCharacters = 4_000_000

const extensionSchema = z.object({
  persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string() }),
})

/** The members of a request that give its text. */
type Asked = {
  query: string | undefined
  documentId?: string | undefined
  extensions: Record<string, unknown>
}

/**
 * Gives the text of a request, or why it has none that is carried out. A listed operation is asked for by its id. The
 * others are automatic persisted queries, as Apollo Client sends them: once a text was sent in full, its SHA-256 is
 * enough. In the mode `only` of the safelist no text is kept, and a text must be a listed one. Nothing is parsed here.
 */
export function createPersistedQueries({
  mode,
  operations,
}: Safelist): (asked: Asked) => string | GraphQLError {
  const sent = new LRUCache<string, string>({
    maxSize: maxCharacters,
    sizeCalculation: (text) => text.length + 1,
  })

  function textOfId(documentId: string | undefined, hash: string | undefined): string | GraphQLError {
    if (documentId !== undefined) return operations.withId(documentId) ?? unknownDocument()
    if (hash === undefined) return withoutQuery()
    return operations.withId(hash) ?? sent.get(hash) ?? unknownHash()
  }

  function textOfQuery(query: string, hash: string | undefined): string | GraphQLError {
    if (hash !== undefined && createHash('sha256').update(query).digest('hex') !== hash) return wrongHash()
    if (mode === 'only') return operations.sameAs(query) ?? unlisted()
    if (hash !== undefined) sent.set(hash, query)
    return query
  }

  return ({ query, documentId, extensions }) => {
    const hash = hashOf(extensions)
    if (hash instanceof GraphQLError) return hash
    const isById = documentId !== undefined || hash !== undefined
    // Messages of graphql-ws must have a query; a client that sends an id leaves it empty.
    if (query === undefined || (query === '' && isById)) return textOfId(documentId, hash)
    return documentId === undefined ? textOfQuery(query, hash) : withBoth()
  }
}

function hashOf(extensions: Record<string, unknown>): string | undefined | GraphQLError {
  if (extensions['persistedQuery'] === undefined) return undefined
  const { data } = extensionSchema.safeParse(extensions)
  if (data) return data.persistedQuery.sha256Hash
  const expected = '{ "version": 1, "sha256Hash": "…" }'
  return callerError('BAD_REQUEST', `extensions.persistedQuery: expected ${expected}, got something else`)
}

function withoutQuery(): GraphQLError {
  return callerError('BAD_REQUEST', 'query: expected the text of an operation, got none')
}

function withBoth(): GraphQLError {
  return callerError('BAD_REQUEST', 'documentId: expected no "query" beside it, got both')
}

function wrongHash(): GraphQLError {
  const expected = 'the SHA-256 of the query in hexadecimal'
  return callerError('BAD_REQUEST', `extensions.persistedQuery.sha256Hash: expected ${expected}`)
}

/** Apollo Client knows this message, and sends the text. */
function unknownHash(): GraphQLError {
  return callerError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
}

function unknownDocument(): GraphQLError {
  return callerError(
    'PERSISTED_QUERY_NOT_FOUND',
    'documentId: expected the id of a listed operation, got another one',
  )
}

function unlisted(): GraphQLError {
  return callerError(
    'FORBIDDEN',
    'query: expected a listed operation, because only these are carried out here, got another one',
  )
}
