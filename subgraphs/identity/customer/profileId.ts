import { toStoredProfileId } from '../../../interactions/profileId.ts'
import { isId } from '../../../platform/lang/ids.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'

/**
 * A profile is stored under the customer id that it has by itself, `cus_<uuid>`. Clients see it as `pro_<uuid>`, so that
 * a customer and their oldest profile do not have the same id.
 */
export function shownProfileId(stored: string): string {
  return stored.replace(/^cus_/u, 'pro_')
}

/** The stored id of a profile that a client gave as `pro_…` or `cus_…`; null when it is malformed. */
export function storedProfileId(given: string): string | null {
  const stored = toStoredProfileId(given)
  return isId('cus', stored) ? stored : null
}

export function profileIdFaults(field: string, given: string): UserError[] {
  if (storedProfileId(given) !== null) return []
  const message = `${field}: expected pro_… or cus_…, got ${JSON.stringify(given.slice(0, 80))}`
  return [userError('INVALID_VALUE', field, message)]
}

export function unknownProfile(field: string, stored: string): UserError {
  return userError('NOT_FOUND', field, `${field}: no profile has the id ${shownProfileId(stored)}`)
}
