import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askGraph } from '../support/askGraph.ts'
import { until } from '../support/until.ts'
import { type SingleProcess, startSingleProcess } from '../singleProcess/support/startSingleProcess.ts'

let elo: SingleProcess
beforeAll(async () => void (elo = await startSingleProcess('audit-unstored')))
afterAll(() => elo.stop())

const none = 'cus_01999999-0000-7000-8000-000000000000'

/** Let MongoDB refuse every new document of a collection, or take them again. */
async function refuseDocuments(collection: string, isRefused: boolean): Promise<void> {
  const validator = isRefused ? { nothing: { $exists: true } } : {}
  await elo.database.connection.db?.command({ collMod: collection, validator })
}

/** The outcomes of a change of this customer in the trail. */
async function outcomesOf(field: string, customerId: string): Promise<unknown[]> {
  const found = await elo.database.connection
    .collection<{ kind: string; fields: string; customerIds: string; outcome: string }>('auditRecords')
    .find({ kind: 'CHANGE', fields: field, customerIds: customerId })
    .toArray()
  return found.map(({ outcome }) => outcome)
}

const tag = (id: string, name: string) =>
  askGraph(
    elo.url,
    `mutation { tagCustomer(input: { customer: { id: "${id}" }, tags: ["${name}"] }) { userErrors { code } } }`,
  )

describe('a change', () => {
  it('is not answered as done while its record cannot be stored, and the record is stored later', async () => {
    const { customer } = await elo.record('+5511987651001', 'Oi')
    await refuseDocuments('auditRecords', true)
    const { errors } = await tag(customer.id, 'vip')
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['INTERNAL_SERVER_ERROR'])
    expect(await outcomesOf('tagCustomer', customer.id)).toEqual([])
    await refuseDocuments('auditRecords', false)
    await until('the record is stored', async () => (await outcomesOf('tagCustomer', customer.id)).length > 0)
    expect(await outcomesOf('tagCustomer', customer.id)).toEqual(['DONE'])
  })

  it('that failed is in the trail, and so is one that was refused', async () => {
    const { customer } = await elo.record('+5511987651002', 'Oi')
    await refuseDocuments('facts', true)
    const { errors } = await askGraph(
      elo.url,
      `mutation { recordConsent(input: { customer: { id: "${customer.id}" }, purpose: "marketing", decision: GRANTED }) { userErrors { code } } }`,
    )
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['INTERNAL_SERVER_ERROR'])
    await refuseDocuments('facts', false)
    await tag(none, 'vip')
    await until('both are stored', async () => (await outcomesOf('tagCustomer', none)).length > 0)
    expect(await outcomesOf('recordConsent', customer.id)).toEqual(['FAILED'])
    expect(await outcomesOf('tagCustomer', none)).toEqual(['REFUSED'])
  })
})
