import { type LookupAddress, lookup as lookupByDns } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './isPublicAddress.ts'

/** A receiver has an address to which nothing is sent. */
export class AddressRefusedError extends Error {
  override name = 'AddressRefusedError'
  code = 'ADDRESS_REFUSED'
}

/** Resolve a host name to all its addresses. */
export type ResolveAll = (
  hostname: string,
  options: { all: true; verbatim: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * A `lookup` for connections that refuses a host when any of its addresses is not public. The connection is made to the
 * addresses that were checked, so a name that resolves to another address a moment later gains nothing.
 */
export function createGuardedLookup(resolveAll: ResolveAll = lookupByDns): LookupFunction {
  return function lookup(hostname, options, callback) {
    resolveAll(hostname, { all: true, verbatim: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const [first] = addresses
      if (!first || addresses.some(({ address }) => !isPublicAddress(address)))
        return callback(
          new AddressRefusedError('expected a host whose addresses are all public, got one of another kind'),
          [],
        )
      if (options.all === true) return callback(null, addresses)
      const family = options.family === 4 || options.family === 6 ? options.family : null
      const chosen = addresses.find((each) => family === null || each.family === family) ?? first
      return callback(null, chosen.address, chosen.family)
    })
  }
}
