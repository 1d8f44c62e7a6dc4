import type { AttemptError } from '../delivery.ts'
import { AddressRefusedError } from './guardedLookup.ts'

const timeouts: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])
const names: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'ENODATA', 'ESERVFAIL'])
const certificates =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO)/u

/** Why an attempt without an answer failed. */
export function attemptErrorOf(error: unknown): AttemptError {
  if (!(error instanceof Error)) return 'CONNECTION'
  if (error instanceof AddressRefusedError) return 'ADDRESS_REFUSED'
  if (error.name === 'TimeoutError') return 'TIMEOUT'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (timeouts.has(code)) return 'TIMEOUT'
  if (names.has(code)) return 'DNS'
  if (certificates.test(code)) return 'TLS'
  // Of several addresses that were tried, the first says why.
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause
  return inner instanceof Error ? attemptErrorOf(inner) : 'CONNECTION'
}
