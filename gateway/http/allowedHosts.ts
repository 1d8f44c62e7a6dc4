import { isIPv4 } from 'node:net'
import { type Host, parseHost } from '../../platform/http/host.ts'

/**
 * Whether requests to a host, as the header `Host` gives it, are allowed. A web page can make its own name resolve to
 * our address (DNS rebinding); it would then have our origin. So only these hosts are allowed: IP addresses,
 * `localhost` and names that end in `.localhost`, names without a dot (of containers; no web site has one), and those
 * in `listed`. A host that is listed with a port is allowed with this port only.
 */
export function createAllowedHosts(listed: readonly string[]): (host: string) => boolean {
  const entries = listed.flatMap((text) => parseHost(text) ?? [])
  return (host) => {
    const asked = parseHost(host)
    return asked !== null && (isLocal(asked) || entries.some((entry) => covers(entry, asked)))
  }
}

function isLocal({ name }: Host): boolean {
  const isAddress = name.startsWith('[') || isIPv4(name)
  return isAddress || name.endsWith('.localhost') || !name.includes('.')
}

function covers(entry: Host, asked: Host): boolean {
  if (entry.name !== asked.name) return false
  // A browser leaves out the default port of the scheme.
  const isImplied = asked.port === null && (entry.port === 80 || entry.port === 443)
  return entry.port === null || entry.port === asked.port || isImplied
}
