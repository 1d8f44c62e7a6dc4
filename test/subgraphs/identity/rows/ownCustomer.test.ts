import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createCustomerActs, newPhone } from '../support/customerActs.ts'
import { customerWith } from '../support/restrictedCallers.ts'
import { type IdentityGraph, mail, phone, pro, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newCustomer, change } = createCustomerActs(() => graph)

const query = /* GraphQL */ `
  query ($id: ID!) {
    customer(id: $id) {
      id
      name
      tags
      attributes {
        name
      }
      consents {
        purpose
        decision
        evidence
      }
      identifiers {
        type
        value
        verified
        shared
        suspectedShared
      }
      profiles {
        id
        name
        tags
        attributes {
          name
        }
        nameCorrections {
          reason
        }
        decisions {
          reason
        }
        withdrawnIdentifiers {
          value
        }
        consents {
          purpose
        }
        identifiers {
          value
          shared
        }
      }
    }
  }
`
const ask = (id: string, caller?: Principal) => graph.ask(query, { id }, createRequestScope(), caller)
const mutate = (name: string, type: string, input: object) =>
  graph.ask(`mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { message } } }`, { input })

describe('a customer who asks about themself', () => {
  it('gets their own data, and nothing that the business keeps for itself', async () => {
    const [telephone, office] = [newPhone(), newPhone()]
    const erp = { type: 'INTERNAL_ID', value: 'erp-77' }
    const first = await graph.identify([phone(telephone), erp, mail('old@example.com')], { source: 'erp' })
    await graph.identify([phone(telephone), erp, mail('eva@example.com')], { source: 'erp' })
    const id = first.customer?.id ?? ''
    const other = await newCustomer('Not Eva')
    const customer = { id }
    await mutate('renameCustomer', 'RenameCustomerInput', { customer, name: 'Eva', reason: 'she complained' })
    await mutate('markIdentifierShared', 'MarkIdentifierSharedInput', { identifier: phone(office) })
    await graph.identify([erp, phone(office)])
    await mutate('decideProfilesDifferent', 'DecideProfilesDifferentInput', {
      ...{ profileId: id, otherProfileId: other, reason: 'a fraudster' },
    })
    await change('tagCustomer', { customer, tags: ['difficult'] })
    await change('setCustomerAttributes', { customer, attributes: [{ name: 'risk', value: 'high' }] })
    await change('recordConsent', {
      ...{ customer, purpose: 'marketing', decision: 'GRANTED', evidence: 'form 7' },
    })

    const identifiers = (shared: boolean) =>
      [
        { type: 'EMAIL', value: 'eva@example.com', shared: false },
        { type: 'INTERNAL_ID', value: 'erp-77', shared: false },
        ...[
          { type: 'PHONE', value: telephone, shared: false },
          { type: 'PHONE', value: office, shared },
        ].toSorted((a, b) => (a.value < b.value ? -1 : 1)),
      ].map((each) => ({ ...each, verified: false, suspectedShared: false }))
    const consents = [{ purpose: 'marketing', decision: 'GRANTED', evidence: 'form 7' }]
    const answer = (
      shared: boolean,
      of: Record<'tags' | 'attributes' | 'corrections' | 'decisions' | 'withdrawn', unknown[]>,
    ) => ({
      customer: {
        id,
        name: 'Eva',
        tags: of.tags,
        attributes: of.attributes,
        consents,
        identifiers: identifiers(shared),
        profiles: [
          {
            id: pro(id),
            name: null,
            tags: of.tags,
            attributes: of.attributes,
            nameCorrections: of.corrections,
            decisions: of.decisions,
            withdrawnIdentifiers: of.withdrawn,
            consents: [{ purpose: 'marketing' }],
            identifiers: identifiers(shared).map((each) => ({ value: each.value, shared: each.shared })),
          },
        ],
      },
    })
    const everything = {
      tags: ['difficult'],
      attributes: [{ name: 'risk' }],
      corrections: [{ reason: 'she complained' }],
      decisions: [{ reason: 'a fraudster' }],
      withdrawn: [{ value: 'old@example.com' }],
    }
    const nothing = { tags: [], attributes: [], corrections: [], decisions: [], withdrawn: [] }
    expect(await ask(id)).toEqual(answer(true, everything))
    expect(await ask(id, customerWith(id))).toEqual(answer(false, nothing))
  })

  it('sees after a merge the whole customer by each former id, and after an unmerge their own part', async () => {
    const [ana, bia] = [await newCustomer('Ana'), await newCustomer('Bia')]
    const seen = async (asked: string, own: string) => {
      const short = 'query ($id: ID!) { customer(id: $id) { id } }'
      const answer = await graph.ask<{ customer: { id: string } | null }>(
        short,
        { id: asked },
        createRequestScope(),
        customerWith(own),
      )
      return answer.customer?.id ?? null
    }
    await graph.merge(ana, bia)
    expect([await seen(ana, bia), await seen(bia, bia), await seen(bia, ana)]).toEqual([ana, ana, ana])
    await graph.unmerge(bia)
    expect([await seen(ana, bia), await seen(bia, bia), await seen(bia, ana)]).toEqual([null, bia, null])
  })

  it('may record a consent of their own', async () => {
    const id = await newCustomer('Gil')
    const mutation = `mutation ($input: RecordConsentInput!) {
      recordConsent(input: $input) { customer { id tags consents { decision } } userErrors { code } }
    }`
    const input = { customer: { id }, purpose: 'marketing', decision: 'WITHDRAWN' }
    expect(await graph.ask(mutation, { input }, createRequestScope(), customerWith(id))).toEqual({
      recordConsent: { customer: { id, tags: [], consents: [{ decision: 'WITHDRAWN' }] }, userErrors: [] },
    })
  })
})
