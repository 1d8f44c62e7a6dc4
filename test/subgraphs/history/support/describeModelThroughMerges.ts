import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Following, openFollowing } from './openFollowing.ts'
import { anyStep, runProgram } from './programs.ts'
import { type History, startHistory } from './startHistory.ts'

/** Describe that a page and its events are what a later page shows, in so many random programs, on a database of its own. */
export function describeModelThroughMerges(
  database: string,
  { programs, maxSteps, timeout }: { programs: number; maxSteps: number; timeout: number },
): void {
  let history: History
  let following: { short: Following; long: Following }

  beforeAll(async () => {
    history = await startHistory(database)
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
      { timeout },
      async () => {
        expect.hasAssertions()
        const steps = fc.array(anyStep, { minLength: 2, maxLength: maxSteps })
        await fc.assert(
          fc.asyncProperty(steps, steps, (before, after) =>
            runProgram(history, following, { before, after }),
          ),
          { numRuns: programs },
        )
      },
    )
  })
}
