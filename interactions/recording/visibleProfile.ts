import type { AccessOf } from '../visibility/access.ts'
import { type CustomerInput, customerInputFaults, noSuchCustomer } from './customerInput.ts'
import type { IdentityClient, ResolvedProfile } from './identityClient.ts'
import type { RecordingRequest } from './recordingRequest.ts'
import { userError } from './userError.ts'

/**
 * Find the profile of an input for a caller. A caller that may not see all customers gives the id of one that it may see:
 * what identifiers lead to could be another customer, and could merge customers.
 */
export function createResolveVisibleProfile(
  { resolveProfile }: Pick<IdentityClient, 'resolveProfile'>,
  accessOf: AccessOf,
): (input: CustomerInput, request: RecordingRequest) => Promise<ResolvedProfile> {
  return async (input, request) => {
    if (request.principal.rows.customers.which === 'ALL') return resolveProfile(input, request)
    const faults = customerInputFaults(input)
    if (faults.length > 0) return { userErrors: faults }
    if (typeof input.id !== 'string') {
      const message =
        'customer.identifiers: expected customer.id, because you may not see all customers, got identifiers'
      return { userErrors: [userError('INVALID_VALUE', ['customer', 'identifiers'], message)] }
    }
    const resolved = await resolveProfile(input, request)
    if (resolved.userErrors || (await accessOf(request).maySeeCustomer(resolved.profileIds))) return resolved
    return { userErrors: [noSuchCustomer(input.id)] }
  }
}
