import { parse, print } from 'graphql'
import { describe, expect, it } from 'vitest'
import { resumableOperation } from '../../../gateway/subscriptions/resumableOperation.ts'

function resumable(query: string, isResumable = true) {
  const document = parse(query)
  const operation = {
    subgraph: 'history',
    query,
    document,
    operationName: undefined,
    variables: [],
    isResumable,
  }
  return resumableOperation(operation)
}
const formatted = (query: string) => print(parse(query))

describe('resumableOperation', () => {
  it('selects the cursor, and resumes from it instead of from where the client began', () => {
    const operation = resumable(
      'subscription S($id: ID!, $from: String) { live: customerHistory(customerId: $id, after: $from) { change } }',
    )
    expect(operation?.query).toBe(
      formatted(
        'subscription S($id: ID!, $from: String) { live: customerHistory(customerId: $id, after: $from) { change _eloCursor: cursor } }',
      ),
    )
    expect(operation?.resumedQuery).toBe(
      formatted(
        'subscription S($id: ID!, $_eloAfter: String) { live: customerHistory(customerId: $id, after: $_eloAfter) { change _eloCursor: cursor } }',
      ),
    )
    expect(operation?.resumedVariables({ id: 'cus_1', from: 'c1' }, 'c7')).toEqual({
      id: 'cus_1',
      _eloAfter: 'c7',
    })
    expect(operation?.cursorOf({ live: { change: 'RECORDED', _eloCursor: 'c7' } })).toBe('c7')
    expect(operation?.cursorOf(null)).toBe(null)
    expect(operation?.withoutCursor({ live: { change: 'RECORDED', _eloCursor: 'c7' } })).toEqual({
      live: { change: 'RECORDED' },
    })
    expect(operation?.withoutCursor({ live: null })).toEqual({ live: null })
  })

  it('takes a response name and a variable that the operation does not use', () => {
    const operation = resumable(
      `subscription ($_eloAfter: ID!, $_eloAfter1: String) {
        live: customerHistory(customerId: $_eloAfter, after: $_eloAfter1) {
          _eloCursor: change
          interaction { ... on Message { _eloCursor1: text } }
        }
      }`,
    )
    expect(operation?.resumedQuery).toBe(
      formatted(
        `subscription ($_eloAfter: ID!, $_eloAfter2: String) {
          live: customerHistory(customerId: $_eloAfter, after: $_eloAfter2) {
            _eloCursor: change
            interaction { ... on Message { _eloCursor1: text } }
            _eloCursor2: cursor
          }
        }`,
      ),
    )
    expect(operation?.resumedVariables({ _eloAfter: 'cus_1', _eloAfter1: 'c1' }, 'c7')).toEqual({
      _eloAfter: 'cus_1',
      _eloAfter2: 'c7',
    })
    const data = { live: { _eloCursor: 'RECORDED', _eloCursor2: 'c7' } }
    expect(operation?.cursorOf(data)).toBe('c7')
    expect(operation?.withoutCursor(data)).toEqual({ live: { _eloCursor: 'RECORDED' } })
  })

  it('keeps a variable that is used elsewhere as well', () => {
    const operation = resumable('subscription ($v: String) { feed(name: $v, after: $v) { cursor } }')
    expect(operation?.resumedVariables({ v: 'x' }, 'c')).toEqual({ v: 'x', _eloAfter: 'c' })
  })

  it('is null for an operation that cannot be resumed from a cursor', () => {
    expect(resumable('subscription { pulse { change } }', false)).toBe(null)
  })

  it('is null for a member of a consumer group', () => {
    const query = 'subscription ($m: String) { feed(group: "iris", member: $m) { cursor } }'
    expect(resumable(query)).toBe(null)
  })
})
