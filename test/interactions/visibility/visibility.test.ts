import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectDatabase } from '../../../platform/mongo/database.ts'
import { interactionKinds, type Visibility } from '../../../interactions/interaction.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { mayRead, mayReadInternal, readableConditions } from '../../../interactions/visibility/visibility.ts'
import { partner } from '../../support/recordingSubgraphs.ts'

const visibilities: Visibility[] = ['PUBLIC', 'INTERNAL']
const all = interactionKinds.flatMap((kind) => visibilities.map((visibility) => ({ kind, visibility })))
const uri = Object.assign(new URL(inject('mongodbUri')), {
  pathname: `/readable_${randomUUID().slice(0, 8)}`,
})
let connection: Connection

beforeAll(async () => {
  connection = await connectDatabase(uri.href)
  await connection.collection('all').insertMany(all.map((each) => ({ ...each })))
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

describe('the rule of visibility', () => {
  it('hides INTERNAL interactions, and notes of any visibility, from principals without notes:read', () => {
    expect(all.filter((each) => mayRead(demoPrincipal, each))).toEqual(all)
    expect(all.filter((each) => mayRead(partner, each))).toEqual([
      { kind: 'MESSAGE', visibility: 'PUBLIC' },
      { kind: 'ACTION', visibility: 'PUBLIC' },
      { kind: 'FEEDBACK', visibility: 'PUBLIC' },
      { kind: 'HANDOFF', visibility: 'PUBLIC' },
      { kind: 'STATUS', visibility: 'PUBLIC' },
      { kind: 'IDENTITY', visibility: 'PUBLIC' },
    ])
  })

  it('is the same in memory and in MongoDB', async () => {
    for (const principal of [demoPrincipal, partner]) {
      const found = await connection
        .collection('all')
        .find({ $and: [{}, ...readableConditions(mayReadInternal(principal))] })
        .project({ _id: 0 })
        .toArray()
      expect(found).toEqual(all.filter((each) => mayRead(principal, each)))
    }
  })
})
