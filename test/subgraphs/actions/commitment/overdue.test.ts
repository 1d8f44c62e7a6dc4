import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectDatabase } from '../../../../platform/mongo/database.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { createOverdueCommitments } from '../../../../subgraphs/actions/commitment/overdueCommitments.ts'
import { createActionsSubgraph } from '../../../../subgraphs/actions/subgraph.ts'
import { idOf, openSubgraph, type SubgraphUnderTest } from '../../../support/recordingSubgraphs.ts'
import { money, recordIn } from './commitments.ts'

/** Much earlier than the time of the database, which alone decides. */
const clock = () => new Date('2020-01-01T00:00:00.000Z')
const soon = '2020-01-02T00:00:00.000Z'
const later = '2999-01-01T00:00:00.000Z'

let subgraph: SubgraphUnderTest
let connections: Connection[]
beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph, { clock })
  const { name } = subgraph.connection
  const address = Object.assign(new URL(inject('mongodbUri')), { pathname: `/${name}` }).href
  connections = await Promise.all([connectDatabase(address), connectDatabase(address)])
})
afterAll(async () => {
  await Promise.all(connections.map((each) => each.close()))
  await subgraph.stop()
})

const logger = createLogger({ level: 'silent', name: 'test' })

async function promised(dueAt: string | null): Promise<string> {
  const matter = { kind: 'ORDER', externalId: randomUUID() }
  return idOf(await recordIn(subgraph, { matter, terms: money('1'), dueAt }), 'commitment')
}

describe('overdue commitments', () => {
  it('become BROKEN once, whichever process notices first', async () => {
    const overdue = await Promise.all(Array.from({ length: 10 }, () => promised(soon)))
    const inTime = [await promised(later), await promised(null)]
    const kept = await promised(soon)
    await subgraph.mutate('updateCommitment', 'commitment { id }', {
      ...{ commitmentId: kept, state: 'KEPT', actor: { kind: 'HUMAN' } },
    })
    const runners = connections.map((connection) => createOverdueCommitments({ connection, clock, logger }))
    const counts = await Promise.all(runners.map((each) => each.runOnce()))
    const again = await Promise.all(runners.map((each) => each.runOnce()))
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(10)
    expect(again).toEqual([0, 0])
    const log = new Map((await subgraph.log()).map((each) => [each.id, each]))
    for (const id of overdue)
      expect(log.get(id)).toMatchObject({
        ...{
          revision: 2,
          summary: 'Price not kept: BRL 1, until 2020-01-02 00:00 UTC',
          actor: { name: 'Ana' },
        },
        body: {
          state: 'BROKEN',
          stateChangedBy: { kind: 'SYSTEM', id: null, name: null },
          stateReason: null,
        },
      })
    for (const id of inTime) expect(log.get(id)).toMatchObject({ revision: 1, body: { state: 'OPEN' } })
    expect(log.get(kept)).toMatchObject({ revision: 2, body: { state: 'KEPT' } })
  })
})
