import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type History, startHistory } from '../../support/startHistory.ts'
import { runSchedule, schedule } from './runSchedule.ts'
import { openSecondProcess } from './secondProcess.ts'

/** Describe what members of two processes are given in so many random schedules, on a database of its own. */
export function describeGroupSchedules(
  database: string,
  { schedules, timeout }: { schedules: number; timeout?: number },
): void {
  let history: History
  let second: Awaited<ReturnType<typeof openSecondProcess>>

  beforeAll(async () => {
    history = await startHistory(database)
    second = await openSecondProcess(history)
  })
  afterAll(async () => {
    await second.stop()
    await history.stop()
  })

  describe('members of two processes that join, leave, take places and acknowledge in any order', () => {
    it(
      'are given everything, in order for each customer, and nothing that was acknowledged',
      timeout === undefined ? {} : { timeout },
      async () => {
        let runs = 0
        await fc.assert(
          fc.asyncProperty(schedule, async (steps) => {
            runs += 1
            const { faults } = await runSchedule(history, [history, second], `schedule-${runs}`, steps)
            expect(faults).toEqual([])
          }),
          { numRuns: schedules, endOnFailure: true },
        )
      },
    )
  })
}
