import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { runMember } from '../../subgraphs/history/feed/group/runMember.ts'
import { databaseAt } from '../cluster/databaseAt.ts'
import { memberCount } from '../schedule.ts'
import { createSharedFeed, type SharedFeed } from '../sharedFeed.ts'
import type { GraphCaller } from '../writers/graphCaller.ts'
import { startLossyProxy } from './lossyProxy.ts'

/** A consumer group of the feed over the customers of one schedule, whose members are always connected. */
export type GroupClient = {
  sharedFeed: SharedFeed
  /** Break the connection of a member. */
  drop(member: number): void
  /** A member acknowledges nothing more. Its session is overdue, and ends, as soon as it is given something. */
  silence(member: number): void
  heal(): void
  /** Disconnect all, and delete the group. */
  close(): Promise<void>
}

/** How long a member has something before it acknowledges it, so that others could be given something meanwhile. */
const maxWorkMs = 30

/** Longer than a member may acknowledge nothing. */
const overdueMs = 61_000

const deleteGroup = {
  query: 'mutation ($group: String!) { deleteFeedGroup(input: { group: $group }) { userErrors { code } } }',
  schema: z.object({ deleteFeedGroup: z.object({ userErrors: z.array(z.unknown()) }) }),
}

/** Resolves when all members are connected: from then on the group gets everything. `name` is unique in the run. */
export async function startGroupClient({
  name,
  customerIds,
  graph,
  gatewayPorts,
  databaseUri,
}: {
  name: string
  customerIds: string[]
  graph: GraphCaller
  gatewayPorts: () => number[]
  databaseUri: string
}): Promise<GroupClient> {
  const sharedFeed = createSharedFeed()
  const members = await Promise.all(Array.from({ length: memberCount }, (_, at) => startMember(at)))

  async function startMember(at: number) {
    let attempts = at
    const proxy = await startLossyProxy(() => gatewayPorts()[attempts % gatewayPorts().length] ?? 0)
    const member = `${name}-${at}`
    const running = runMember({
      addressOf(attempt) {
        attempts = at + attempt
        return { url: `http://127.0.0.1:${proxy.port}`, key: graph.key }
      },
      given: { group: name, member, filter: { customerIds } },
      oracle: sharedFeed,
      work: () => delay(Math.random() * maxWorkMs),
      onUnacknowledged: () => void makeOverdue(member).catch(() => undefined),
    })
    return { proxy, ...running }
  }

  async function makeOverdue(member: string): Promise<void> {
    const earlier = { $subtract: ['$progressAt', overdueMs] }
    await databaseAt(databaseUri)
      .collection('feedMembers')
      .updateMany({ member }, [{ $set: { progressAt: earlier } }])
  }

  await Promise.all(members.map(({ begun }) => begun))
  return {
    sharedFeed,
    drop: (member) => members[member]?.proxy.drop(),
    silence: (member) => members[member]?.silence(),
    heal: () => members.forEach((member) => member.heal()),
    async close() {
      await Promise.all(members.map((member) => member.stop()))
      await Promise.all(members.map(({ proxy }) => proxy.stop()))
      // A caller may have a hundred groups.
      await graph.read(deleteGroup.schema, deleteGroup.query, { group: name })
    },
  }
}
