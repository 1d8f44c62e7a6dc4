import { expect, it } from 'vitest'
import { createUnreadBytes } from '../../../platform/http/unreadBytes.ts'

it('bounds what is unread for each address and in all, and counts what was read no more', () => {
  const unread = createUnreadBytes({ maxUnreadBytes: 100, maxUnreadBytesOfAddress: 40 })
  expect(unread.add('one', 40)).toBe(true)
  expect(unread.add('one', 1)).toBe(false)
  unread.remove('one', 1)
  expect(unread.add('two', 40)).toBe(true)
  expect(unread.add('three', 21)).toBe(false)
  unread.remove('three', 21)
  expect(unread.add('three', 20)).toBe(true)
  unread.remove('one', 40)
  expect(unread.add('four', 40)).toBe(true)
})
