import type { ShownCustomer } from './customer.ts'

/** What of a customer is read along. Without his profiles he costs the same however many he has. */
export type Detail = { withProfiles: boolean; withIdentifiers: boolean }

/** One of something for each detail that is asked for, made when it first is. */
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
