import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { type InteractionDocument, interactionModel } from '../../../../interactions/log/interactionModel.ts'
import { historyPipeline } from '../../../../subgraphs/history/page/historyPipeline.ts'
import { type IdentityGraph, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

let next = 10_000_000

async function newCustomer(): Promise<string> {
  const { customer } = await graph.identify([phone(`+55119${(next += 1)}`)])
  return customer?.id ?? ''
}

async function write(profileId: string, count: number): Promise<void> {
  const documents = Array.from({ length: count }, (_, index): InteractionDocument => {
    const at = new Date(Date.UTC(2026, 0, 1) + index * 1_000)
    return {
      _id: newId('int'),
      profileId,
      seq: index + 1,
      positions: [index + 1],
      kind: 'MESSAGE',
      occurredAt: at,
      recordedAt: at,
      changedAt: at,
      revision: 1,
      channel: 'WHATSAPP',
      inbox: null,
      department: null,
      conversationId: null,
      actor: { kind: 'CUSTOMER', id: null, name: null },
      visibility: 'PUBLIC',
      fingerprint: '',
      summary: '',
      body: null,
    }
  })
  await interactionModel(graph.connection).insertMany(documents, { lean: true })
}

type Succeeded = { commandName: string; reply: { n?: number } }

/** How many documents each kind of write of some work has written. */
async function documentsWrittenBy(work: () => Promise<unknown>): Promise<[string, number][]> {
  const written: [string, number][] = []
  const listen = ({ commandName, reply }: Succeeded) => {
    if (['insert', 'update', 'delete'].includes(commandName)) written.push([commandName, reply.n ?? 0])
  }
  const client = graph.connection.getClient()
  client.on('commandSucceeded', listen)
  await work().finally(() => client.off('commandSucceeded', listen))
  return written
}

describe('merging customers', () => {
  it('writes as many documents for 20,000 interactions as for one, and none of theirs', async () => {
    const [short, brief, long, endless] = [
      await newCustomer(),
      await newCustomer(),
      await newCustomer(),
      await newCustomer(),
    ]
    for (const id of [short, brief]) await write(id, 1)
    for (const id of [long, endless]) await write(id, 10_000)
    const ofShort = await documentsWrittenBy(() => graph.merge(short, brief))
    const ofLong = await documentsWrittenBy(() => graph.merge(long, endless))

    expect(ofLong).toEqual(ofShort)
    // The two profiles; the records in both logs, and the act.
    expect(ofLong).toEqual([
      ['update', 1],
      ['update', 1],
      ['insert', 1],
      ['insert', 1],
      ['insert', 1],
    ])
  })
})

describe('the history page of a customer of 100 profiles', () => {
  it('is merged from ranges of an index, without a sort in memory', async () => {
    const profileIds = Array.from({ length: 100 }, () => newId('cus'))
    for (const profileId of profileIds) await write(profileId, 5)
    const explained = await interactionModel(graph.connection)
      .collection.aggregate(
        historyPipeline({
          profileIds,
          range: { from: 'END', size: 20, after: null, before: null },
          filter: {},
          readable: [],
          withPositions: false,
        }),
      )
      .explain('executionStats')
    const notTaken = new Set(['rejectedPlans', 'allPlansExecution'])
    const plan = JSON.stringify(explained, (key, member: unknown) => (notTaken.has(key) ? null : member))

    expect(plan).toContain('"stage":"SORT_MERGE"')
    expect(plan).not.toContain('"stage":"SORT"')
    expect(plan).toContain('"totalDocsExamined":21,')
  })
})

describe('the look-up of a customer', () => {
  const found = /* GraphQL */ `
    query ($identifier: IdentifierInput!) {
      customerByIdentifier(identifier: $identifier) {
        id
        name
        tags
        profileIds
      }
    }
  `

  it('reads one document of a customer of many profiles', async () => {
    const value = `+55119${(next += 1)}`
    const { customer } = await graph.identify([phone(value)])
    const ids = [customer?.id ?? '']
    for (let index = 0; index < 10; index += 1) {
      const other = await newCustomer()
      await graph.merge(ids[0] ?? '', other)
      ids.push(other)
    }
    const sizes: number[] = []
    const listen = ({ reply }: { reply: { cursor?: { firstBatch: object[] } } }) =>
      sizes.push(JSON.stringify(reply.cursor?.firstBatch ?? []).split('canonicalId').length - 1)
    const client = graph.connection.getClient()
    client.on('commandSucceeded', listen)
    const answer = await graph
      .ask<{ customerByIdentifier: object }>(found, { identifier: phone(value) })
      .finally(() => client.off('commandSucceeded', listen))

    expect(answer.customerByIdentifier).toMatchObject({ id: ids[0], profileIds: ids })
    expect(sizes).toEqual([1])
  })
})
