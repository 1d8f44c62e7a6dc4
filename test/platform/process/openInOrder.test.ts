import { describe, expect, it } from 'vitest'
import { openInOrder } from '../../../platform/process/openInOrder.ts'

describe('openInOrder', () => {
  it('closes in reverse order at stop, once', async () => {
    const closed: string[] = []
    const close = async (name: string) => closed.push(name)
    const running = await openInOrder(async (opened) => {
      const first = opened('first', close)
      opened('second', close)
      return { url: first }
    })
    expect([running.url, closed]).toEqual(['first', []])
    await Promise.all([running.stop(), running.stop()])
    await running.stop()
    expect(closed).toEqual(['second', 'first'])
  })

  it('closes in reverse order what a failed start has opened, and throws its error', async () => {
    const closed: string[] = []
    const close = async (name: string) => closed.push(name)
    const starting = openInOrder(async (opened) => {
      opened('first', close)
      opened('second', async () => {
        throw new Error('cannot be closed')
      })
      opened('third', close)
      throw new Error('the port is in use')
    })
    await expect(starting).rejects.toThrow('the port is in use')
    expect(closed).toEqual(['third', 'first'])
  })

  it('closes the rest when one thing cannot be closed, and rejects', async () => {
    const closed: string[] = []
    const running = await openInOrder(async (opened) => {
      opened('first', async (name) => closed.push(name))
      opened('second', () => {
        throw new Error('cannot be closed')
      })
      return {}
    })
    await expect(running.stop()).rejects.toThrow('cannot be closed')
    expect(closed).toEqual(['first'])
  })
})
