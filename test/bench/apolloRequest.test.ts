import { describe, expect, it } from 'vitest'
import { apolloHeaders, apolloRequest } from '../../bench/measure/apolloRequest.ts'

// Both were taken from what a server received from Apollo Client 4.3.8 with its InMemoryCache and Node's fetch.
describe('apolloRequest', () => {
  it('is the body that Apollo Client sends for a query', () => {
    const text =
      'query Page($x: ID!) { a(x: $x) { id ... on B { c { d } } ...F nodes { __typename id } } } fragment F on A { t { u } }'
    expect(apolloRequest(text, { x: '1' })).toBe(
      '{"operationName":"Page","variables":{"x":"1"},"extensions":{"clientLibrary":{"name":"@apollo/client","version":"4.3.8"}},"query":"query Page($x: ID!) {\\n  a(x: $x) {\\n    id\\n    ... on B {\\n      c {\\n        d\\n        __typename\\n      }\\n      __typename\\n    }\\n    ...F\\n    nodes {\\n      __typename\\n      id\\n    }\\n    __typename\\n  }\\n}\\n\\nfragment F on A {\\n  t {\\n    u\\n    __typename\\n  }\\n  __typename\\n}"}',
    )
  })

  it('is the body that Apollo Client sends for a mutation', () => {
    expect(apolloRequest('mutation M($x: ID!) { a(x: $x) { id } }', { x: '1' })).toBe(
      '{"operationName":"M","variables":{"x":"1"},"extensions":{"clientLibrary":{"name":"@apollo/client","version":"4.3.8"}},"query":"mutation M($x: ID!) {\\n  a(x: $x) {\\n    id\\n    __typename\\n  }\\n}"}',
    )
  })
})

describe('apolloHeaders', () => {
  it('are the headers that Apollo Client sends, in their order', () => {
    expect(Object.entries(apolloHeaders)).toEqual([
      ['connection', 'keep-alive'],
      ['accept', 'application/graphql-response+json,application/json;q=0.9'],
      ['content-type', 'application/json'],
      ['accept-language', '*'],
      ['sec-fetch-mode', 'cors'],
      ['user-agent', 'node'],
      ['accept-encoding', 'gzip, deflate'],
    ])
  })
})
