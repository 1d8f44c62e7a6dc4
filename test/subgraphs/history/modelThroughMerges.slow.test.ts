import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Following, openFollowing } from './support/openFollowing.ts'
import { anyStep, runProgram } from './support/programs.ts'
import { type History, startHistory } from './support/startHistory.ts'

const programs = 8
let history: History
let following: { short: Following; long: Following }

beforeAll(async () => {
  history = await startHistory('model_through_merges')
  following = {
    short: openFollowing(history, { maxJoined: 2 }),
    long: openFollowing(history, { maxJoined: 1_000 }),
  }
})

afterAll(async () => {
  await Promise.all([following.short.stop(), following.long.stop()])
  await history.stop()
})

describe('a page and the events after it', () => {
  it(
    `are what a page shows later, through merges, unmerges, amendments and interruptions, in ${programs} random programs`,
    { timeout: 120_000 },
    async () => {
      expect.hasAssertions()
      const steps = fc.array(anyStep, { minLength: 2, maxLength: 14 })
      await fc.assert(
        fc.asyncProperty(steps, steps, (before, after) => runProgram(history, following, { before, after })),
        { numRuns: programs },
      )
    },
  )
})
