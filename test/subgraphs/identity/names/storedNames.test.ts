import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCustomerActs } from '../support/customerActs.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { change, newCustomer } = createCustomerActs(() => graph)

/** Two merged customers as an earlier version stored them: it kept the name that was given first. */
async function storedBefore(): Promise<string> {
  const [ana, bia] = [await newCustomer('Ana Lima'), await newCustomer('Bia Lima')]
  await graph.merge(ana, bia)
  const profiles = graph.connection.collection<{ _id: string }>('profiles')
  await profiles.updateMany({}, { $unset: { nameTrust: '', correctedName: '', correctedAt: '' } })
  await profiles.updateOne(
    { _id: ana },
    { $set: { 'customer.name': 'Ana Lima', 'customer.foldedName': 'ana lima' } },
  )
  return ana
}

async function nameWithoutProfiles(id: string): Promise<string | null> {
  const query = 'query ($id: ID!) { customer(id: $id) { name } }'
  return (await graph.ask<{ customer: { name: string | null } }>(query, { id })).customer.name
}

it('has one name for a customer of an earlier version, whatever is read with it', async () => {
  const id = await storedBefore()
  expect([await nameWithoutProfiles(id), (await graph.customer(id))?.name]).toEqual(['Ana Lima', 'Ana Lima'])
})

it('names a customer of an earlier version by the rule of today when they are written', async () => {
  const id = await storedBefore()
  await change('tagCustomer', { customer: { id }, tags: ['vip'] })
  expect([await nameWithoutProfiles(id), (await graph.customer(id))?.name]).toEqual(['Bia Lima', 'Bia Lima'])
})
