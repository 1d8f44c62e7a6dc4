import { describe, expect, it, vi } from 'vitest'
import { createLiveIterator } from '../../../subgraphs/history/live/liveIterator.ts'

const ended = { value: undefined, done: true }
const never = () => new Promise<never>(() => undefined)

describe('a live iterator', () => {
  it('gives events in the order of calls, one pull at a time', async () => {
    let pulling = 0
    let count = 0
    const pull = async () => {
      pulling += 1
      expect(pulling).toBe(1)
      await Promise.resolve()
      pulling -= 1
      return (count += 1)
    }
    const events = createLiveIterator({ pull, release: () => undefined })
    const results = await Promise.all([events.next(), events.next(), events.next()])
    expect(results.map(({ value }) => value)).toEqual([1, 2, 3])
  })

  it('pulls only when somebody waits', () => {
    const pull = vi.fn(never)
    createLiveIterator({ pull, release: () => undefined })
    expect(pull).not.toHaveBeenCalled()
  })

  it('ends all who wait when it is returned, and releases once', async () => {
    const release = vi.fn()
    const events = createLiveIterator({ pull: never, release })
    const waiting = [events.next(), events.next()]
    expect(await events.return?.()).toEqual(ended)
    expect(await events.return?.()).toEqual(ended)
    expect(await Promise.all(waiting)).toEqual([ended, ended])
    expect(await events.next()).toEqual(ended)
    await expect(events.throw?.(new Error('late'))).rejects.toThrow('late')
    expect(release).toHaveBeenCalledTimes(1)
  })

  it('drops an event that comes after the end', async () => {
    let settle: (value: number) => void = () => undefined
    const events = createLiveIterator({
      pull: () => new Promise<number>((resolve) => (settle = resolve)),
      release: () => settle(1),
    })
    const waiting = events.next()
    await events.return?.()
    expect(await waiting).toEqual(ended)
  })

  it('rejects who waits when it fails and then ends, or the next call when nobody waits', async () => {
    const release = vi.fn()
    const waiting = createLiveIterator({ pull: never, release })
    const next = waiting.next()
    waiting.fail(new Error('stopping'))
    await expect(next).rejects.toThrow('stopping')
    expect(await waiting.next()).toEqual(ended)
    const idle = createLiveIterator({ pull: never, release })
    idle.fail(new Error('stopping'))
    idle.fail(new Error('again'))
    await expect(idle.next()).rejects.toThrow('stopping')
    expect(await idle.next()).toEqual(ended)
    expect(release).toHaveBeenCalledTimes(2)
  })

  it('ends with the error of a pull', async () => {
    const release = vi.fn()
    const events = createLiveIterator({ pull: () => Promise.reject(new Error('broken')), release })
    await expect(events.next()).rejects.toThrow('broken')
    expect(await events.next()).toEqual(ended)
    expect(release).toHaveBeenCalledTimes(1)
  })
})
