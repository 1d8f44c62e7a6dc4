import { describe, expect, it } from 'vitest'
import type { Interaction } from '../../../interactions/interaction.ts'
import {
  createCustomerFollower,
  type FollowedChange,
} from '../../../subgraphs/history/live/customerFollower.ts'
import { createMemoryLogs } from './support/memoryLogs.ts'

const own = 'cus_01987a1c-0000-7000-8000-000000000001'
const other = 'cus_01987a1c-0000-7000-8000-000000000002'
const joining = 'cus_01987a1c-0000-7000-8000-000000000003'

function describeChange(followed: FollowedChange): string {
  if (followed.change === 'LOG_JOINED') return followed.change
  if (followed.change === 'LEFT')
    return [followed.change, ...followed.interactions.map(({ id }) => id)].join(' ')
  return `${followed.change} ${followed.interaction.id}`
}

async function all(changes: AsyncIterable<FollowedChange>): Promise<string[]> {
  const described: string[] = []
  for await (const change of changes) described.push(describeChange(change))
  return described
}

/** A follower of two profiles that were merged, at the ends of their logs; a third customer has recorded something. */
function followTwo({ maxJoined = 1_000 } = {}) {
  const logs = createMemoryLogs([own, other, joining])
  logs.merge(own, other, false)
  const ofOther = logs.record(other)
  const ofJoining = logs.record(joining)
  const follower = createCustomerFollower({
    ...{ askedId: own, customerId: own, currentProfileIds: [own, other] },
    startAt: {
      ...{ positions: logs.positions([own, other]), backlog: new Map(), isJoined: false },
      ...{ regrouping: null, anchor: null },
    },
    log: logs.store,
    onFollow: () => undefined,
    maxJoined,
  })
  return { logs, follower, ofOther, ofJoining }
}

const first = ([one]: Interaction[]): Interaction => {
  if (!one) throw new Error('expected a record')
  return one
}

describe('a follower of a customer', () => {
  it('delivers what a merge brought before a later unmerge, when it finds the merge on the way to the unmerge', async () => {
    const { logs, follower, ofOther, ofJoining } = followTwo()
    const merge = first(logs.merge(own, joining, false))
    const between = logs.record(joining)
    const [shown, taken] = logs.unmerge(other, false)
    if (!shown || !taken) throw new Error('expected two records')
    // Of the unmerge, the record in the log that leaves comes first: the merge in the other log is not read yet.
    expect(taken.profileId).toBe(other)
    const changes = [...(await all(follower.take(taken))), ...(await all(follower.readOn()))]
    expect(changes).toEqual([
      `RECORDED ${merge.id}`,
      `JOINED ${ofJoining.id}`,
      `RECORDED ${between.id}`,
      `RECORDED ${shown.id}`,
      expect.stringMatching(new RegExp(`^LEFT .*${ofOther.id}`, 'u')),
    ])
    expect(follower.positions()).toEqual(logs.positions([own, joining]))
  })

  it('takes an amendment of what was only announced as one of something that may have been delivered', async () => {
    const { logs, follower } = followTwo({ maxJoined: 1 })
    logs.record(joining)
    const [merge] = logs.merge(own, joining, false)
    if (!merge) throw new Error('expected a record')
    const taken = await all(follower.take(merge))
    const amended = first(logs.amend(joining, 0))
    const recorded = logs.record(joining)
    expect([...taken, ...(await all(follower.readOn()))]).toEqual([
      `RECORDED ${merge.id}`,
      'LOG_JOINED',
      `AMENDED ${amended.id}`,
      `RECORDED ${recorded.id}`,
    ])
  })
})
