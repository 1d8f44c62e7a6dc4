import { z } from 'zod'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { WholeGraph } from './wholeGraph.ts'

const identified = z.object({
  data: z.object({ identifyCustomer: z.object({ customer: z.object({ id: z.string() }) }) }),
})

/** Make a customer with an internal id of its own, as this principal. Gives the customer's id. */
export async function newCustomerOf(graph: WholeGraph, principal: Principal): Promise<string> {
  const answer = await graph.ask(
    principal,
    'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } } }',
    { input: { identifiers: [{ type: 'INTERNAL_ID', value: crypto.randomUUID() }] } },
  )
  return identified.parse(answer).data.identifyCustomer.customer.id
}
