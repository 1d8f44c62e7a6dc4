import type { Customer } from '../customer/customer.ts'
import type { GivenIdentifier, Identifier, IdentifierKey } from '../identifier/identifier.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'

/** What is stored about the identifiers given. */
export type Known = {
  /** Those that a profile has. */
  matched: Identifier[]
  /** Those that are marked as shared, whether or not a profile holds them. */
  shared: IdentifierKey[]
  /** The holdings that profiles of the customers have of the shared ones. */
  sharedHeld: Identifier[]
  /** The customers of those profiles. */
  customers: Customer[]
  /** How many identifiers of a type each profile of the customers holds. */
  holdings: { profileId: string; type: IdentifierType; count: number }[]
  /** In reserve for profiles of the customers, and those given that are in reserve for any profile. No profile has them. */
  reserved: (GivenIdentifier & { profileId: string })[]
  /** Profiles of the customers that a person decided to be different persons. */
  decidedDifferent: { profileIds: [string, string]; reason: string | null }[]
}
