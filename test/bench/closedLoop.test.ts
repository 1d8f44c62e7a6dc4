import { describe, expect, it } from 'vitest'
import { runClosedLoop } from '../../bench/measure/closedLoop.ts'

describe('runClosedLoop', () => {
  it('sends each number once, over all connections, and closes them', async () => {
    const sent: number[] = []
    let closed = 0
    const { latencies } = await runClosedLoop({ connections: 3, seconds: 60, atMost: 10 }, () => ({
      send: async (number) => void sent.push(number),
      close: async () => void (closed += 1),
    }))
    expect(sent.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(latencies).toHaveLength(10)
    expect(closed).toBe(3)
  })

  it('rejects when an answer is not as expected', async () => {
    const load = runClosedLoop({ connections: 2, seconds: 60, atMost: 10 }, () => ({
      send: async (number) => {
        if (number === 7) throw new Error('wrong answer')
      },
      close: async () => undefined,
    }))
    await expect(load).rejects.toThrow('wrong answer')
  })
})
