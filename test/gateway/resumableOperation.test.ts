import { parse, print } from 'graphql'
import { describe, expect, it } from 'vitest'
import { resumableOperation } from '../../gateway/resumableOperation.ts'

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
  it('asks for the cursor, and resumes from it in place of where the client began', () => {
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
  })

  it('keeps a variable that is used elsewhere as well', () => {
    const operation = resumable('subscription ($v: String) { feed(name: $v, after: $v) { cursor } }')
    expect(operation?.resumedVariables({ v: 'x' }, 'c')).toEqual({ v: 'x', _eloAfter: 'c' })
  })

  it('is null for what cannot go on from a cursor', () => {
    expect(resumable('subscription { pulse { change } }', false)).toBe(null)
  })
})
