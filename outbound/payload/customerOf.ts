import { z } from 'zod'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import { allRows } from '../../platform/subgraph/rows.ts'
import { createRequestScope } from '../../platform/subgraph/requestScope.ts'
import type { Webhook } from '../webhook.ts'

/**
 * The customer of a log, and whether their events may be delivered for the purpose of a webhook; `id` is null when there
 * is no such customer. Rejects when identity cannot be reached.
 *
 * A customer has consented to a purpose when they decided about it, and granted it on every channel that they decided
 * about: as an export decides.
 */
export type CustomerOf = (
  profileId: string,
  webhook: Pick<Webhook, 'owner' | 'purpose'>,
) => Promise<{ id: string | null; hasConsented: boolean }>

const consentSchema = z.object({ purpose: z.string(), decision: z.string() })
const answerSchema = z.object({
  customer: z.object({ id: z.string(), consents: z.array(consentSchema).default([]) }).nullable(),
})

// It selects nothing but ids, so that the audit trail does not note every event.
const idQuery = 'query ($id: ID!) { customer(id: $id) { id } }'
const consentsQuery = 'query ($id: ID!) { customer(id: $id) { id consents { purpose decision } } }'

export function createCustomerOf(callIdentity: GraphCall): CustomerOf {
  return async (profileId, { owner, purpose }) => {
    const { data, errors } = await callIdentity({
      query: purpose === null ? idQuery : consentsQuery,
      variables: { id: profileId },
      // Consents count whatever the owner may see of them.
      principal: { ...owner, scopes: ['customers:read'], rows: allRows },
      scope: createRequestScope(),
    })
    const error = errors?.[0]
    if (error) throw error
    const { customer } = answerSchema.parse(data)
    if (!customer) return { id: null, hasConsented: purpose === null }
    return { id: customer.id, hasConsented: purpose === null || isGranted(customer.consents, purpose) }
  }
}

function isGranted(consents: readonly z.infer<typeof consentSchema>[], purpose: string): boolean {
  const wanted = purpose.trim().normalize('NFC').toLowerCase()
  const decisions = consents.filter((consent) => consent.purpose === wanted)
  return decisions.length > 0 && decisions.every(({ decision }) => decision === 'GRANTED')
}
