import { z } from 'zod'
import { askGraph } from '../../scripts/command/askGraph.ts'
import { type BenchCustomer, benchCustomer } from './customers.ts'

const identified = z.object({ identifyCustomer: z.object({ customer: z.object({ id: z.string() }) }) })

/** Make a customer of the benchmark through the graph. */
export async function identifyCustomer(url: string, number: number): Promise<BenchCustomer & { id: string }> {
  const customer = benchCustomer(number)
  const identifiers = [
    { type: 'PHONE', value: customer.phone, verified: true },
    { type: 'EMAIL', value: customer.email },
    { type: 'INTERNAL_ID', value: customer.internalId },
  ]
  const answer = await askGraph(
    url,
    identified,
    'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } userErrors { message } } }',
    { input: { identifiers, name: customer.name } },
  )
  return { ...customer, id: answer.identifyCustomer.customer.id }
}
