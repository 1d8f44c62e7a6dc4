import { describe, expect, it } from 'vitest'
import { repairPosition } from '../../../subgraphs/history/live/cursorOwnership.ts'
import { type IdentityRecord, identityRecordsIn } from '../../../subgraphs/history/log/identityChange.ts'
import { createMemoryLogs } from './support/memoryLogs.ts'

const own = 'cus_01987a1c-0000-7000-8000-000000000001'
const joined = 'cus_01987a1c-0000-7000-8000-000000000002'

/** The log of one customer holds three interactions before the merge, which is at position 4 of it, and two until an unmerge. */
async function mergedAndSeparated(): Promise<IdentityRecord[]> {
  const logs = createMemoryLogs([own, joined])
  for (let count = 0; count < 3; count += 1) logs.record(joined)
  logs.merge(own, joined, false)
  for (let count = 0; count < 2; count += 1) logs.record(joined)
  logs.unmerge(joined, false)
  return identityRecordsIn(await logs.store.readIdentityChanges([own, joined]))
}

const backlogOf = (end: number, next: number) => new Map([[joined, { end, next }]])

describe('repairPosition', () => {
  it('counts the record of a merge after a backlog as read', async () => {
    const records = (await mergedAndSeparated()).filter(({ change }) => change.customers.length === 1)
    const positions = new Map([
      [own, 0],
      [joined, 0],
    ])
    expect(repairPosition({ positions, backlog: backlogOf(3, 4) }, own, records)).toEqual({
      ...{ positions, backlog: backlogOf(3, 4), added: [], removed: [] },
    })
  })

  it('lets neither a backlog nor what follows it reach beyond a later unmerge', async () => {
    const records = await mergedAndSeparated()
    const positions = new Map([
      [own, 1],
      [joined, 0],
    ])
    // The unmerge is at position 7 of this log. Then: as of a log in which it is not recorded.
    expect(repairPosition({ positions, backlog: backlogOf(6, 6) }, own, records).backlog).toEqual(
      backlogOf(6, 6),
    )
    const later = records.filter(
      ({ profileId, change }) => profileId === own || change.customers.length === 1,
    )
    expect(repairPosition({ positions, backlog: backlogOf(8, 9) }, own, later).backlog).toEqual(
      backlogOf(7, 7),
    )
  })
})
