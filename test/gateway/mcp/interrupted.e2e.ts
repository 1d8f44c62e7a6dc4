import { expect, inject, it } from 'vitest'
import { runInterrupted } from './interrupted.ts'

it('loses no change and gives none twice over cut connections and a killed Elo; interrupted.long.ts has more', async () => {
  const { written, stored, handled, ...interruptions } = await runInterrupted(inject('mongodbUri'), {
    disconnections: 15,
    kills: 1,
  })
  expect(interruptions.kills).toBe(1)
  expect(interruptions.disconnections).toBeGreaterThanOrEqual(15)
  expect(new Set(written).size).toBe(written.length)
  expect(stored).toEqual(written)
  expect(handled).toEqual({ '2025': written, '2026': written })
})
