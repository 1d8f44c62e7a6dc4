import { isIPv4 } from 'node:net'

/** Whether a host, as in HOST or in a URL, can be reached from this machine only. A name other than localhost is not. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/u, '$1').toLowerCase()
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'))
}
