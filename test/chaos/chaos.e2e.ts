import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cluster } from './cluster/cluster.ts'
import { closeDatabases } from './cluster/databaseAt.ts'
import { startSingleCluster } from './cluster/startSingleCluster.ts'
import { describeFailure, runSchedules } from './runSchedules.ts'

/** The short form of `npm run test:chaos`, with the same schedules each time. */
const short = { seed: 7, scheduleCount: 8, lanes: 4, isDisrupted: false, hasMerges: true }

describe('random schedules of writers, clients and broken connections', () => {
  let cluster: Cluster
  beforeAll(async () => void (cluster = await startSingleCluster(1)))
  afterAll(async () => {
    await closeDatabases()
    await cluster.stop()
  })

  it('lose, repeat and reorder nothing, and each model is what its page shows', async () => {
    const failed: string[] = []
    const totals = await runSchedules(cluster, {
      ...short,
      onFailed: (failure) => void failed.push(describeFailure(failure)),
    })
    expect(failed).toEqual([])
    expect(totals).toMatchObject({ schedules: 8, lost: 0, repeated: 0, reordered: 0, differs: 0, refused: 0 })
    expect(totals.events).toBeGreaterThan(totals.schedules)
  })
})
