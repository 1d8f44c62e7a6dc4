import { z } from 'zod'
import type { GraphCall } from '../../../../platform/graph/graphCall.ts'
import { unknownProfiles } from '../../../../platform/errors/errors.ts'
import type { SubgraphRequest } from '../../../../platform/subgraph/requestScope.ts'

const answerSchema = z.object({
  customer: z
    .object({
      id: z.string(),
      name: z.string().nullable(),
      identifiers: z.array(z.object({ type: z.string(), value: z.string(), verified: z.boolean() })),
      tags: z.array(z.string()),
      attributes: z.array(z.object({ name: z.string(), value: z.string() })),
    })
    .nullable(),
})

/** Who a customer is, as identity shows it to the caller: masked without `pii:read`. */
export type CustomerCard = NonNullable<z.infer<typeof answerSchema>['customer']>

/** Ask identity. UNAVAILABLE when it does not answer, or has no such customer for the caller any more. */
export type ReadCustomerCard = (id: string, request: SubgraphRequest) => Promise<CustomerCard>

const query = /* GraphQL */ `
  query BriefCustomer($id: ID!) {
    customer(id: $id) {
      id
      name
      identifiers {
        type
        value
        verified
      }
      tags
      attributes {
        name
        value
      }
    }
  }
`

export function createReadCustomerCard(callIdentity: GraphCall): ReadCustomerCard {
  return async (id, { principal, scope }) => {
    const { data, errors } = await callIdentity({ query, variables: { id }, principal, scope })
    const error = errors?.[0]
    if (error) throw error
    const { customer } = answerSchema.parse(data)
    if (!customer) throw unknownProfiles()
    return customer
  }
}
