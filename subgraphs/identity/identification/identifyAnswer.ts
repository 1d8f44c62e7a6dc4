import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { Customer, Profile } from '../customer/customer.ts'
import type { GivenIdentifier } from '../identifier/identifier.ts'
import type { ResolutionStep } from './resolutionStep.ts'

/** The answer of `identifyCustomer`. */
export type IdentifyAnswer = {
  customer: Customer | null
  profile: Profile | null
  created: boolean
  /** How many customers were merged into this one. */
  merged?: number
  /** How the customer was found, in order. */
  steps: ResolutionStep[]
  userErrors: UserError[]
}

export function refusedIdentification(...userErrors: UserError[]): IdentifyAnswer {
  return { customer: null, profile: null, created: false, steps: [], userErrors }
}

/** The refusal of identifiers that all belong to several customers. */
export function refusedAsShared(identifiers: readonly GivenIdentifier[]): IdentifyAnswer {
  const types = [...new Set(identifiers.map(({ type }) => type))].join(', ')
  return refusedIdentification(
    userError(
      'SHARED_VALUE',
      'identifiers',
      `identifiers: expected one that belongs to one customer, got only shared ones (${types})`,
    ),
  )
}
