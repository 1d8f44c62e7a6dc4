import type { UserError } from '../../../interactions/recording/userError.ts'
import type { Customer } from '../customer/customer.ts'
import type { StoredDecision } from '../decision/profileDecision.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'

/** The answer of every mutation but `identifyCustomer`. Each payload shows the members that its SDL has. */
export type MutationAnswer = {
  /** `customer` and `separatedCustomer` of the payload, or its `customers`. Empty when there are userErrors. */
  customers: Customer[]
  steps: ResolutionStep[]
  decision: StoredDecision | null
  /** Of a correction of an identifier. */
  undoToken?: string | null
  userErrors: UserError[]
}

export function answered(
  customers: Customer[],
  {
    steps = [],
    decision = null,
    undoToken = null,
  }: Partial<Pick<MutationAnswer, 'steps' | 'decision' | 'undoToken'>> = {},
): MutationAnswer {
  return { customers, steps, decision, undoToken, userErrors: [] }
}

export function refused(...userErrors: UserError[]): MutationAnswer {
  return { customers: [], steps: [], decision: null, userErrors }
}
