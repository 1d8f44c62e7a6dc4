import { z } from 'zod'

/** The driver's error when it found no primary: the servers that may belong to the set. */
const selectionSchema = z.looseObject({
  reason: z.looseObject({ servers: z.map(z.string(), z.looseObject({ type: z.string() })) }),
})
const codeSchema = z.looseObject({ code: z.number() })
const authenticationFailed = [18, 8_000]
const unauthorized = 13

export const howToGetReplicaSet =
  'Start mongod with --replSet rs0, run rs.initiate() once in mongosh, and set MONGODB_URI to ' +
  'mongodb://<host>:27017/elo?replicaSet=rs0; one member is enough to develop with.'
export const notInitiated =
  'expected a MongoDB replica set, got a server whose replica set has not been initiated. ' +
  'Run rs.initiate() once in mongosh.'

const address =
  'expected an address such as mongodb://user:password@host:27017/elo?replicaSet=rs0, with reserved characters in the password encoded'
const reachable = 'expected a MongoDB replica set with a primary that answers within 10 s'
const accepted = 'expected a user and a password that MongoDB accepts'
const secured = 'expected the TLS that MongoDB has'
const readable = 'expected files of keys and certificates that can be read'

/** What was expected, and what to do, by what the driver's message has. The first that matches counts. */
const faults: readonly { pattern: RegExp; expected: string; advice: string }[] = [
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ENODATA|ESERVFAIL|No addresses found/u,
    expected: reachable,
    advice: 'The name of the host is not known here: correct it in the address, or the name server.',
  },
  {
    pattern: /wire version/u,
    expected: 'expected MongoDB 6.0 or newer',
    advice: 'Upgrade it.',
  },
  {
    pattern: /ECONNREFUSED/u,
    expected: reachable,
    advice: 'Nothing listens there: start MongoDB, or correct the host and the port.',
  },
  {
    pattern: /^(?:ENOENT|ENOTDIR|EISDIR|EACCES): .*open/u,
    expected: readable,
    advice: 'Correct tlsCAFile or tlsCertificateKeyFile in the address.',
  },
  {
    pattern: /certificate|wrong version number|\bSSL\b|\bTLS\b|EPROTO|altname/iu,
    expected: secured,
    advice:
      'Name the authority in tlsCAFile, use the host name of the certificate, or leave out tls=true where MongoDB has none.',
  },
  {
    pattern: /connection .*closed|ECONNRESET/u,
    expected: reachable,
    advice: 'It closes connections: add tls=true to the address if it needs TLS.',
  },
  {
    pattern: /timed out|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/u,
    expected: reachable,
    advice: 'Open the way to it: firewall, network, or the list of allowed addresses of the service.',
  },
]

/**
 * Why MongoDB cannot be used, and what to do, from what the driver threw when it connected to `uri`. Without the
 * address, because the text is logged and the address may hold a password.
 */
export function connectionFault(error: unknown, uri: string): string {
  const servers = selectionSchema.safeParse(error)
  const types = servers.success ? [...servers.data.reason.servers.values()].map(({ type }) => type) : null
  if (types?.includes('RSGhost')) return notInitiated
  if (types?.length === 0)
    return `expected members of the replica set that it names, got none (a standalone server?). ${howToGetReplicaSet}`
  if (types?.some((type) => type === 'RSSecondary' || type === 'RSOther'))
    return `${reachable}, got members of which none is primary. See rs.status() in mongosh: most members must run and reach each other.`

  const message = (error instanceof Error ? error.message : String(error))
    .replaceAll(uri, '(the address)')
    .replace(/[\s.]+$/u, '')
  const code = codeSchema.safeParse(error).data?.code
  if (code !== undefined && authenticationFailed.includes(code))
    return `${accepted}, got: ${message}. Correct them, or authSource, in the address.`
  if (code === unauthorized) return `expected a user who may write, got: ${message}. ${howToAllow}`
  const name = error instanceof Error ? error.name : ''
  if (/Parse|InvalidArgument|TypeError|URIError/u.test(name) && !/^E[A-Z]+: /u.test(message))
    return `${address}, got: ${message}.`
  const fault = faults.find(({ pattern }) => pattern.test(message))
  return fault ? `${fault.expected}, got: ${message}. ${fault.advice}` : `${reachable}, got: ${message}.`
}

const howToAllow =
  'Give the user the role readWrite on the database of the address, or name another user there.'

/** Why MongoDB takes no writes, and what to do, from what a write threw. */
export function writeFault(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replace(/[\s.]+$/u, '')
  const code = codeSchema.safeParse(error).data?.code
  const advice =
    code === unauthorized
      ? howToAllow
      : 'See rs.status() in mongosh, the free space of its disk, and whether its writes are blocked.'
  return `expected a database that takes writes, got: ${message}. ${advice}`
}
