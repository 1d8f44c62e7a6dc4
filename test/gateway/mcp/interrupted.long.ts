import { expect, inject, it } from 'vitest'
import { runInterrupted } from './interrupted.ts'

// Twenty starts of Elo take minutes on a busy machine.
const timeoutMs = 900_000

it(
  'loses no change and gives none twice over 200 cut connections and 20 kills',
  { timeout: timeoutMs },
  async () => {
    const { written, stored, handled, ...interruptions } = await runInterrupted(inject('mongodbUri'), {
      disconnections: 200,
      kills: 20,
    })
    expect(interruptions.kills).toBe(20)
    expect(interruptions.disconnections).toBeGreaterThanOrEqual(200)
    expect(new Set(written).size).toBe(written.length)
    expect(stored).toEqual(written)
    expect(handled).toEqual({ '2025': written, '2026': written })
  },
)
