import { timingSafeEqual } from 'node:crypto'
import { callerError } from '../errors/errors.ts'
import { type Clock, systemClock } from '../process/clock.ts'
import type { Logger } from '../process/log/logger.ts'
import {
  hashOf,
  keyOf,
  macOf,
  type SignableCall,
  signatureHeader,
  type SignatureParts,
  type Signing,
} from './callSignature.ts'
import { requireSecret } from './requireSecret.ts'
import { createSeenCalls, toleranceMs } from './seenCalls.ts'

/** Checks the signatures of calls. What is refused is logged, without its content, and thrown as UNAUTHENTICATED. */
export type CallVerifier = {
  /** Check a call before its body is read, once: the second time it is a replay. */
  checkHead(call: SignableCall): void
  /** Check the body of a call whose head was accepted. */
  checkBody(call: SignableCall, body: string | Buffer): void
}

const form = /^(\d{1,15})\.([\w-]{16})\.([\w-]{43})\.([\w-]{43})$/u

/**
 * Verifies the calls to a subgraph that listens on `host`. A signature with any of the secrets is valid, so that secrets
 * can be rotated; all are tried, in constant time. Without a secret every call is accepted, and the subgraph must listen
 * on loopback: any other address is a StartError.
 */
export function createCallVerifier(
  host: string,
  { secrets, subgraph }: Signing,
  logger: Logger,
  clock: Clock = systemClock,
): CallVerifier {
  if (requireSecret(secrets, host, `HOST ${host}`) === null)
    return { checkHead: () => undefined, checkBody: () => undefined }
  const keys = secrets.map(keyOf)
  const admit = createSeenCalls(clock().getTime())

  function refuse(reason: string, expected: string, got: string): never {
    logger.warn({ event: 'call_refused', reason }, 'a call without a valid signature was refused')
    throw callerError('UNAUTHENTICATED', `${signatureHeader}: expected ${expected}, got ${got}`)
  }

  return {
    checkHead(call) {
      const header = call.headers[signatureHeader]
      const read = readSignature(header)
      if (!read) {
        const isMissing = header === undefined
        return refuse(
          isMissing ? 'unsigned' : 'malformed',
          'a signature',
          isMissing ? 'none' : 'another text',
        )
      }
      const { mac, ...parts } = read
      const given = Buffer.from(mac)
      const matches = keys.map((key) =>
        timingSafeEqual(Buffer.from(macOf(key, subgraph, call, parts)), given),
      )
      if (!matches.includes(true))
        return refuse('wrong signature', 'a signature of this call with a secret of this process', 'another')
      const now = clock().getTime()
      const age = admit(parts, now)
      if (age === 'replayed') return refuse(age, 'a call that was not sent before', 'a replay')
      if (age === 'stale') {
        const span = `${toleranceMs / 1_000} s`
        const at = `${Math.round((now - parts.signedAt) / 1_000)} s ago`
        refuse(age, `a call signed at most ${span} ago, and after this process was started`, at)
      }
    },
    checkBody({ headers }, body) {
      // The mac of the hash was compared in constant time before; the hash itself is no secret.
      if (readSignature(headers[signatureHeader])?.bodyHash !== hashOf(body))
        refuse('other body', 'a signature of this body', 'that of another')
    },
  }
}

function readSignature(header: unknown): (SignatureParts & { mac: string }) | null {
  if (typeof header !== 'string') return null
  const [, signedAt, nonce, bodyHash, mac] = form.exec(header) ?? []
  if (!signedAt || !nonce || !bodyHash || !mac) return null
  // A copy: a part of a text would keep the whole header in memory as long as its nonce is remembered.
  return { signedAt: Number(signedAt), nonce: Buffer.from(nonce).toString('latin1'), bodyHash, mac }
}
