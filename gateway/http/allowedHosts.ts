import { isIPv4 } from 'node:net'
import { type Host, parseHost } from '../../platform/http/host.ts'

/**
 * Which hosts, as the header `Host` names them, requests may be made to. A page of another site can let its own name
 * resolve to our address (DNS rebinding) and would then count as our own page, so a name must be known: an IP address,
 * `localhost` and what ends in it, a name without a dot (of a container, say; no site has such a name), and those in
 * `listed`. One that is listed with a port is allowed at this port alone.
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
  // A browser leaves out the port that its scheme implies.
  const isImplied = asked.port === null && (entry.port === 80 || entry.port === 443)
  return entry.port === null || entry.port === asked.port || isImplied
}
