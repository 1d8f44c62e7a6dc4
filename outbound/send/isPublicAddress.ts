import ipaddr from 'ipaddr.js'

/** Addresses in public ranges that serve the metadata of a cloud. */
const metadataAddresses: ReadonlySet<string> = new Set(['168.63.129.16'])

/** What is assigned to the public internet; outside are e.g. IPv4 addresses in the deprecated form `::127.0.0.1`. */
const globalUnicast = ipaddr.parseCIDR('2000::/3')

/**
 * Whether an IP address is one of the public internet. Private, loopback, link-local, carrier-grade NAT, multicast,
 * reserved and tunnelled ranges are not, nor is an IPv4 address that is written as IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.kind() === 'ipv6' && !parsed.match(globalUnicast)) return false
  return parsed.range() === 'unicast' && !metadataAddresses.has(parsed.toString())
}
