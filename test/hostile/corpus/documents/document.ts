import type { Expected, SentOperation } from '../attack.ts'

export const operation = (query: string, more: Partial<SentOperation> = {}): SentOperation => ({
  by: 'operation',
  query,
  ...more,
})

export const customers = (selection: string) => `{ customers(first: 100) { nodes { ${selection} } } }`

export const invalid: Expected = { refused: 'GRAPHQL_VALIDATION_FAILED' }
export const refused: Expected = {
  refused: ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_REQUEST'],
}
