import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { askGraph } from '../../../support/askGraph.ts'
import { type EloProcess, startEloProcess } from '../../../support/eloProcess.ts'
import { membersOf } from '../../../support/recordingSubgraphs.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/testDatabase.ts'
import { openOnMatters, promiseDocument, raceOfPromises, racingPromise } from './raceOfPromises.ts'

const rounds = 200

let database: TestDatabase
let processes: EloProcess[]
beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `promises_${randomUUID().slice(0, 8)}`)
  const environment = { PORT: '0', LOG_LEVEL: 'warn', MONGODB_URI: database.uri }
  // One after the other, because the first one creates the indexes.
  processes = [await startEloProcess(environment), await startEloProcess(environment)]
})
afterAll(async () => {
  await Promise.all(processes.map((each) => each.end('SIGTERM')))
  await database.drop()
})

async function ask(agent: number, query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await askGraph(processes[agent % 2]?.url ?? '', query, variables)
  if (errors?.[0]) throw new Error(errors[0].message)
  return data ?? {}
}

describe('agents who promise at once', () => {
  it('over two processes, 200 times: one is first, and the others learn of its promise', async () => {
    const profileIds: string[] = []
    for (const phone of ['+5511987654321', '+5511912345678']) {
      const { identifyCustomer } = await ask(
        0,
        `mutation { identifyCustomer(input: { identifiers: [{ type: PHONE, value: "${phone}", verified: true }] }) { customer { id } } }`,
      )
      profileIds.push(String(membersOf(membersOf(identifyCustomer)['customer'])['id']))
    }
    const [customerId, otherCustomerId] = profileIds
    await ask(
      0,
      `mutation { mergeCustomers(input: { customerId: "${customerId}", otherCustomerId: "${otherCustomerId}", reason: "test" }) { userErrors { code } } }`,
    )

    const unexpected = await raceOfPromises(rounds, 4, async (round, agent) => {
      const profileId = profileIds[agent < 2 ? 0 : 1] ?? ''
      const { recordCommitment } = await ask(agent, promiseDocument, {
        input: racingPromise(profileId, round, agent),
      })
      return membersOf(recordCommitment)
    })
    expect(unexpected).toEqual([])
    expect(await openOnMatters(database.connection)).toEqual(Array.from({ length: rounds }, () => 1))
  })
})
