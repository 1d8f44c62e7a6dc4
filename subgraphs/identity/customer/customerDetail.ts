import type { ShownCustomer } from './customer.ts'

/** What is read with a customer. Without profiles the cost does not depend on how many there are. */
export type Detail = { withProfiles: boolean; withIdentifiers: boolean }

/** One value for each detail, made on first use. */
export function perDetail<Value>(make: (detail: Detail) => Value): (detail: Detail) => Value {
  const made = new Map<number, Value>()
  return (detail) => {
    const key = (detail.withProfiles ? 2 : 0) + (detail.withIdentifiers ? 1 : 0)
    const value = made.get(key) ?? make(detail)
    made.set(key, value)
    return value
  }
}

/** Whether a customer was read with at least this detail. */
export function hasDetail(
  { profiles, identifiers }: ShownCustomer,
  { withProfiles, withIdentifiers }: Detail,
): boolean {
  if (withProfiles && !profiles) return false
  return !withIdentifiers || Boolean(identifiers) || Boolean(profiles?.every((each) => each.identifiers))
}

export const noDetail: Detail = { withProfiles: false, withIdentifiers: false }
