import { z } from 'zod'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import { allRows } from '../../platform/subgraph/rows.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../platform/subgraph/requestScope.ts'

/** The customer of a log: the id that they have now, and whether they consented to a purpose. */
export type CustomerOf = (
  profileId: string,
) => Promise<{ id: string; hasConsented(purpose: string): boolean } | null>

const answerSchema = z.object({
  customer: z
    .object({
      id: z.string(),
      consents: z.array(z.object({ purpose: z.string(), decision: z.string() })),
    })
    .nullable(),
})

const query = /* GraphQL */ `
  query ($id: ID!) {
    customer(id: $id) {
      id
      consents {
        purpose
        decision
      }
    }
  }
`

/** Asks in Elo's own name, because a consent holds whoever makes the webhook. */
const asking: Principal = { kind: 'GATEWAY', id: 'webhooks', scopes: ['customers:read'], rows: allRows }

/**
 * Ask identity for customers. Null when there is none with that profile. Rejects when identity cannot be reached.
 *
 * A customer has consented to a purpose when they decided about it, and granted it on every channel that they decided
 * about: as an export decides.
 */
export function createCustomerOf(callIdentity: GraphCall): CustomerOf {
  return async (profileId) => {
    const { data, errors } = await callIdentity({
      query,
      variables: { id: profileId },
      principal: asking,
      scope: createRequestScope(),
    })
    const error = errors?.[0]
    if (error) throw error
    const { customer } = answerSchema.parse(data)
    if (!customer) return null
    return {
      id: customer.id,
      hasConsented(purpose) {
        const wanted = purpose.trim().normalize('NFC').toLowerCase()
        const decisions = customer.consents.filter((consent) => consent.purpose === wanted)
        return decisions.length > 0 && decisions.every(({ decision }) => decision === 'GRANTED')
      },
    }
  }
}
