import { describe, expect, it } from 'vitest'
import { readServerSentEvents } from '../../clients/follow/connection/readServerSentEvents.ts'
import { applyChange, type Change, emptyModel } from '../../clients/follow/follow.ts'
import { createSeen } from '../../clients/follow/seen.ts'
import { readSelection } from '../../clients/follow/selection.ts'

describe('readServerSentEvents', () => {
  it('reads events, whatever the parts in which they come', async () => {
    const text =
      'retry: 700\n\n:\n\nevent: next\nid: 1\ndata: {"a":\ndata: 1}\n\nevent: complete\ndata:\n\nevent: next'
    async function* inParts(size: number) {
      for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
    }
    const expected = [
      { event: '', data: '', retryMs: 700 },
      null,
      { event: 'next', data: '{"a":\n1}', retryMs: 700 },
      { event: 'complete', data: '', retryMs: 700 },
    ]
    for (const size of [1, 2, 3, 7, 1_000]) {
      const events = []
      for await (const event of readServerSentEvents(inParts(size))) events.push(event)
      expect(events).toEqual(expected)
    }
  })
})

describe('createSeen', () => {
  it('keeps amended interactions in the position, so that another run recognises them', () => {
    const { seen } = createSeen(null)
    seen.add('int_1', 1)
    seen.add('int_2', 3)
    const position = seen.positionAt('feed.cursor')
    const again = createSeen(position)

    expect(position).toBe('feed.cursor int_2:3')
    expect(again.cursor).toBe('feed.cursor')
    expect([2, 3, 4].map((revision) => again.seen.has('int_2', revision))).toEqual([true, true, false])
  })

  it('forgets the oldest', () => {
    const { seen } = createSeen(null)
    for (let n = 0; n <= 10_000; n += 1) seen.add(`int_${n}`, 2)
    expect([0, 1, 10_000].map((n) => seen.has(`int_${n}`, 2))).toEqual([false, true, true])
    expect(seen.positionAt('c').split(' ')).toHaveLength(101)
  })
})

describe('readSelection', () => {
  it('accepts fields and fragments, and refuses an empty text', () => {
    expect(readSelection(' summary ')).toEqual({ inner: 'summary', fragments: '' })
    const fragment = 'fragment Shown on Interaction { summary }'
    expect(readSelection(fragment)).toEqual({ inner: '...Shown', fragments: fragment })
    expect(() => readSelection(' ')).toThrow('selection: expected fields of Interaction')
  })
})

describe('applyChange', () => {
  const change = (given: Partial<Change<object>>): Change<object> => ({
    ...{ change: 'RECORDED', cursor: 'c', position: 'c', interaction: null, errors: [] },
    ...given,
  })
  const shown = (id: string, revision: number) => ({ __typename: 'Message', id, revision })

  it('keeps the latest revision of each interaction, and removes what is hidden, left or lost', () => {
    const apply = (...changes: Partial<Change<object>>[]) => {
      const { interactions, isLost } = changes.map(change).reduce(applyChange, emptyModel<object>())
      return { ids: [...interactions.values()].map(({ id, revision }) => `${id}:${revision}`), isLost }
    }
    const all = ['a', 'b', 'c'].map((id) => ({ interaction: shown(id, 1) }))
    expect(apply(...all, { interaction: shown('a', 3) }, { interaction: shown('a', 2) })).toEqual({
      ids: ['a:3', 'b:1', 'c:1'],
      isLost: false,
    })
    expect(apply(...all, { interactionId: 'a' }, { interactionIds: ['c', 'd'] }).ids).toEqual(['b:1'])
    expect(apply(...all, { change: 'ACCESS_LOST' })).toEqual({ ids: [], isLost: true })
  })
})
