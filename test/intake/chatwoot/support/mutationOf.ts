import { z } from 'zod'
import type { MutationName } from '../../../../intake/chatwoot/send/graphMutations.ts'

const mutationSchema = z.enum([
  'identifyCustomer',
  'mergeCustomers',
  'setCustomerAttributes',
  'recordConversation',
  'changeConversationStatus',
  'handOffConversation',
  'recordMessage',
  'recordNote',
  'recordFeedback',
])

/** The mutation that a request of the intake asks for. */
export function mutationOf({ query }: { query: string }): MutationName {
  return mutationSchema.parse(/(\w+)\(input: \$input\)/u.exec(query)?.[1])
}
