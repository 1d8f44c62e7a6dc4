import { describe, expect, it } from 'vitest'
import { createLruCache } from '../../platform/lruCache.ts'

describe('createLruCache', () => {
  it('makes room by what was unused for longest', () => {
    const cache = createLruCache<{ n: number }>(6)
    cache.set('aa', { n: 1 })
    cache.set('bb', { n: 2 })
    cache.set('cc', { n: 3 })
    cache.get('aa')
    cache.set('dd', { n: 4 })
    expect(['aa', 'bb', 'cc', 'dd'].map((key) => cache.get(key)?.n)).toEqual([1, undefined, 3, 4])
  })

  it('does not keep what is too large by itself', () => {
    const cache = createLruCache<object>(3)
    cache.set('abcd', {})
    expect(cache.get('abcd')).toBe(undefined)
  })

  it('counts the size that is said of a value', () => {
    const cache = createLruCache<object>(10)
    cache.set('a', {}, 6)
    cache.set('b', {}, 4)
    cache.set('b', {}, 5)
    expect(['a', 'b'].map((key) => cache.get(key))).toEqual([undefined, {}])
  })

  it('counts a key that is set again once', () => {
    const cache = createLruCache<{ n: number }>(4)
    cache.set('aa', { n: 1 })
    cache.set('aa', { n: 2 })
    cache.set('bb', { n: 3 })
    expect([cache.get('aa')?.n, cache.get('bb')?.n]).toEqual([2, 3])
  })
})
