import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCustomerActs } from '../support/customerActs.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { change, newCustomer } = createCustomerActs(() => graph)

describe('recordConsent', () => {
  it('keeps every decision with its evidence, the newest in force, per purpose and channel', async () => {
    const customerId = await newCustomer()
    const consent = {
      customer: { id: customerId },
      purpose: 'Marketing',
      channel: 'WHATSAPP',
      source: 'whatsapp',
    }
    await change('recordConsent', {
      ...consent,
      decision: 'WITHDRAWN',
      evidence: 'wamid.2',
      decidedAt: '2026-05-02T00:00:00.000Z',
    })
    await change('recordConsent', {
      ...consent,
      decision: 'GRANTED',
      evidence: 'wamid.1',
      decidedAt: '2026-05-01T00:00:00.000Z',
    })
    const { customer } = await change('recordConsent', {
      customer: { id: customerId },
      purpose: 'analytics',
      decision: 'GRANTED',
    })
    expect(customer?.consents).toEqual([
      { purpose: 'analytics', channel: null, decision: 'GRANTED', evidence: null },
      { purpose: 'marketing', channel: 'WHATSAPP', decision: 'WITHDRAWN', evidence: 'wamid.2' },
    ])
  })
})
