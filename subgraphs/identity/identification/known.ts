import type { Customer } from '../customer/customer.ts'
import type { GivenIdentifier, Identifier, IdentifierKey } from '../identifier/identifier.ts'
import type { BarredIdentifier } from '../correction/withdrawnIdentifierStore.ts'
import type { Holding } from '../identifier/identifierStore.ts'

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
  /** Of identifiers given that are not stored: those of the same number and of another type that a profile has. */
  sameNumbers: Identifier[]
  /** How many identifiers of a type each profile of the customers holds. */
  holdings: Holding[]
  /** Which profiles of the customers do not get which of the identifiers given. */
  barred: BarredIdentifier[]
  /** In reserve for profiles of the customers, and those given that are in reserve for any profile. No profile has them. */
  reserved: (GivenIdentifier & { profileId: string })[]
  /** Profiles of the customers that a person decided to be different persons. */
  decidedDifferent: { profileIds: [string, string]; reason: string | null }[]
}
