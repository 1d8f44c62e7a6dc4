/** A host as in the header `Host`: `name` in lower case, `port` null when it has none. */
export type Host = { name: string; port: number | null }

/**
 * Read a name or an address, with or without a port, e.g. `elo.example:8443` or `[::1]`; null when the text is none.
 */
export function parseHost(text: string): Host | null {
  const [, name, port] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/u.exec(text.toLowerCase()) ?? []
  if (name === undefined) return null
  return { name, port: port === undefined ? null : Number(port) }
}
