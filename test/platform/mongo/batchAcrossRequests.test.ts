import { describe, expect, it } from 'vitest'
import { readDeadline, readingUntil } from '../../../platform/mongo/readDeadline.ts'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'

const limits = { maxKeys: 32 }

describe('createBatchAcrossRequests', () => {
  it('reads simultaneous loads by one command, and gives each load its value', async () => {
    const commands: number[][] = []
    const read = createBatchAcrossRequests(async (keys: readonly number[]) => {
      commands.push([...keys])
      return keys.map((key) => key * 10)
    }, limits)
    expect(await Promise.all([1, 2, 1, 3].map(read))).toEqual([10, 20, 10, 30])
    expect(commands).toEqual([[1, 2, 1, 3]])
  })

  it('caches nothing, so a later load sees earlier writes', async () => {
    let written = 'old'
    const read = createBatchAcrossRequests(async (keys: readonly string[]) => keys.map(() => written), limits)
    expect(await read('a')).toBe('old')
    written = 'new'
    expect(await read('a')).toBe('new')
  })

  it('does not add a load to a read that has begun', async () => {
    const begun: (() => void)[] = []
    const read = createBatchAcrossRequests(
      (keys: readonly string[]) => new Promise<string[]>((resolve) => begun.push(() => resolve([...keys]))),
      limits,
    )
    const first = read('a')
    await new Promise(setImmediate)
    const second = read('a')
    await new Promise(setImmediate)
    expect(begun).toHaveLength(2)
    for (const end of begun) end()
    expect(await Promise.all([first, second])).toEqual(['a', 'a'])
  })

  it('reads a limited number of keys at a time', async () => {
    const sizes: number[] = []
    const read = createBatchAcrossRequests(async (keys: readonly number[]) => {
      sizes.push(keys.length)
      return [...keys]
    }, limits)
    const keys = Array.from({ length: 70 }, (_, index) => index)
    expect(await Promise.all(keys.map(read))).toEqual(keys)
    expect(Math.max(...sizes)).toBe(32)
  })

  it('rejects all loads of a failed read, and then works again', async () => {
    let isBroken = true
    const read = createBatchAcrossRequests(async (keys: readonly number[]) => {
      if (isBroken) throw new Error('lost')
      return [...keys]
    }, limits)
    const ends = await Promise.allSettled([read(1), read(2)])
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    isBroken = false
    expect(await read(3)).toBe(3)
  })

  it('may run as long as the request with the most remaining time', async () => {
    const read = createBatchAcrossRequests(
      async (keys: readonly string[]) => keys.map(() => readDeadline()),
      limits,
    )
    const [first, second] = await Promise.all(
      [1_000, 2_000].map((endsAt) => readingUntil(endsAt, () => read('a'))),
    )
    expect([first, second]).toEqual([2_000, 2_000])
    expect(await Promise.all([readingUntil(1_000, () => read('a')), read('a')])).toEqual([Infinity, Infinity])
  })
})
