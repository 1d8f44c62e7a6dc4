import { describe, expect, it } from 'vitest'
import { forwardConnection, pageSize } from '../../../platform/paging/paging.ts'

describe('pageSize', () => {
  it('is 20 when none is asked for', () => {
    expect([pageSize(undefined, 'first'), pageSize(null, 'last')]).toEqual([20, 20])
  })

  it('is what is asked for from 1 to 100, and BAD_USER_INPUT beyond', () => {
    expect([pageSize(1, 'first'), pageSize(100, 'first')]).toEqual([1, 100])
    for (const asked of [0, -1, 101, 1.5, Number.NaN]) {
      expect(() => pageSize(asked, 'last')).toThrow(
        expect.objectContaining({
          message: `last: expected 1 to 100, got ${asked}`,
          extensions: { code: 'BAD_USER_INPUT' },
        }),
      )
    }
  })
})

describe('forwardConnection', () => {
  const cursorOf = (node: number) => `c${node}`

  it('leaves out the one more that was read and says that there is more', () => {
    expect(forwardConnection([1, 2, 3], { size: 2, hasPreviousPage: false, cursorOf })).toEqual({
      edges: [
        { cursor: 'c1', node: 1 },
        { cursor: 'c2', node: 2 },
      ],
      nodes: [1, 2],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'c1', endCursor: 'c2' },
    })
  })

  it('has no cursors when it is empty', () => {
    expect(forwardConnection([], { size: 2, hasPreviousPage: true, cursorOf })).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    })
  })
})
