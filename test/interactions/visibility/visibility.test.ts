import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectDatabase } from '../../../platform/mongo/database.ts'
import { interactionKinds, type Visibility } from '../../../interactions/interaction.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import { mayRead, readableConditions } from '../../../interactions/visibility/visibility.ts'
import { partner } from '../../support/recordingSubgraphs.ts'

const visibilities: Visibility[] = ['PUBLIC', 'INTERNAL']
const departments = [null, 'sales', 'support', 'Sales', '']
const all = interactionKinds.flatMap((kind) =>
  visibilities.flatMap((visibility) => departments.map((department) => ({ kind, visibility, department }))),
)
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

function withDepartments(principal: Principal, own: string[]): Principal {
  return { ...principal, rows: { ...allRows, departments: own } }
}

describe('the rule of visibility', () => {
  it('hides INTERNAL interactions, and notes of any visibility, from principals without notes:read', () => {
    const ofNoDepartment = all.filter(({ department }) => department === null)
    expect(all.filter((each) => mayRead(demoPrincipal, each))).toEqual(all)
    expect(ofNoDepartment.filter((each) => mayRead(partner, each))).toEqual([
      { kind: 'MESSAGE', visibility: 'PUBLIC', department: null },
      { kind: 'ACTION', visibility: 'PUBLIC', department: null },
      { kind: 'COMMITMENT', visibility: 'PUBLIC', department: null },
      { kind: 'FEEDBACK', visibility: 'PUBLIC', department: null },
      { kind: 'HANDOFF', visibility: 'PUBLIC', department: null },
      { kind: 'STATUS', visibility: 'PUBLIC', department: null },
      { kind: 'IDENTITY', visibility: 'PUBLIC', department: null },
    ])
  })

  it('hides what other departments did, and shows what no department did', () => {
    const message = (department: string | null) =>
      ({ kind: 'MESSAGE', visibility: 'PUBLIC', department }) as const
    const seenBy = (principal: Principal) => departments.filter((each) => mayRead(principal, message(each)))
    expect(seenBy(withDepartments(demoPrincipal, ['sales']))).toEqual([null, 'sales'])
    expect(seenBy(withDepartments(demoPrincipal, []))).toEqual([null])
    expect(
      mayRead(withDepartments(partner, ['sales']), { ...message('sales'), visibility: 'INTERNAL' }),
    ).toBe(false)
  })

  it('is the same in memory and in MongoDB', async () => {
    const principal = fc
      .record({
        principal: fc.constantFrom(demoPrincipal, partner),
        own: fc.option(fc.subarray(['sales', 'support', 'Sales', '', 'billing'])),
      })
      .map(({ principal: each, own }) => (own ? withDepartments(each, own) : each))
    await fc.assert(
      fc.asyncProperty(principal, async (each) => {
        const found = await connection
          .collection('all')
          .find({ $and: [{}, ...readableConditions(each)] })
          .project({ _id: 0 })
          .toArray()
        expect(found).toEqual(all.filter((interaction) => mayRead(each, interaction)))
      }),
    )
  })

  it('needs no condition for those who may read everything, and the same one for the same departments', () => {
    expect(readableConditions(demoPrincipal)).toEqual([])
    const conditions = [{ department: { $in: [null, 'sales', 'support'] } }]
    expect(readableConditions(withDepartments(demoPrincipal, ['sales', 'support']))).toEqual(conditions)
    expect(readableConditions(withDepartments(demoPrincipal, ['support', 'sales', 'sales']))).toEqual(
      conditions,
    )
  })
})
