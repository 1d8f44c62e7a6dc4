import type { ShownCustomer } from './customer.ts'

/** What of a customer is read along. Without his profiles he costs the same however many he has. */
export type Detail = { withProfiles: boolean; withIdentifiers: boolean }

/** One of something for each detail there can be: what it gives is chosen by detail. */
export function perDetail<Value>(make: (detail: Detail) => Value): (detail: Detail) => Value {
  const [bare, withIdentifiers, withProfiles, whole] = [
    make({ withProfiles: false, withIdentifiers: false }),
    make({ withProfiles: false, withIdentifiers: true }),
    make({ withProfiles: true, withIdentifiers: false }),
    make({ withProfiles: true, withIdentifiers: true }),
  ]
  return (detail) => {
    if (detail.withProfiles) return detail.withIdentifiers ? whole : withProfiles
    return detail.withIdentifiers ? withIdentifiers : bare
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
