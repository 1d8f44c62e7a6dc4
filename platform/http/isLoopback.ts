/** Whether a host, as in the setting HOST or in a URL, is reached from this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/gu, '')
  return name === 'localhost' || name === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(name)
}
