import { describe, expect, it } from 'vitest'
import { createCommandPacing } from '../../../platform/mongo/commandPacing.ts'

const never = new Promise<never>(() => undefined)

describe('command pacing', () => {
  it('starts at once while few commands are in progress, and else when one of them ends', async () => {
    const pacing = createCommandPacing(1)
    const order: string[] = []
    await new Promise<void>((resolve) => pacing.schedule(resolve))
    let end: (value: string) => void = () => undefined
    const command = pacing.follow(
      new Promise<string>((resolve) => {
        end = resolve
      }),
    )
    const next = new Promise<void>((resolve) => {
      pacing.schedule(() => {
        order.push('next')
        resolve()
      })
    })
    order.push('ends')
    end('answer')
    expect(await command).toBe('answer')
    await next
    expect(order).toEqual(['ends', 'next'])
  })

  it('does not wait for a command that never ends', async () => {
    const pacing = createCommandPacing(1)
    void pacing.follow(never)
    const started: number[] = []
    for (const index of [1, 2, 3])
      await new Promise<void>((resolve) => {
        pacing.schedule(() => {
          started.push(index)
          resolve()
        })
      })
    expect(started).toEqual([1, 2, 3])
  })

  it('passes on the error of a command', async () => {
    const pacing = createCommandPacing(1)
    await expect(pacing.follow(Promise.reject(new Error('lost')))).rejects.toThrow('lost')
    await new Promise<void>((resolve) => pacing.schedule(resolve))
  })
})
