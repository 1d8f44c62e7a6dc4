/** A host as the header `Host` names it; `name` in small letters, `port` null where none is named. */
export type Host = { name: string; port: number | null }

/** Read a name or an address, and maybe a port, e.g. `elo.example:8443` or `[::1]`; null when it is none. */
export function parseHost(text: string): Host | null {
  const [, name, port] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/u.exec(text.toLowerCase()) ?? []
  if (name === undefined) return null
  return { name, port: port === undefined ? null : Number(port) }
}
