import type { IncomingMessage } from 'node:http'

/**
 * Why a caller makes a request, for the audit trail: the header `elo-reason`, as text or percent-encoded UTF-8.
 * Undefined when there is none. The graph checks it.
 */
export function reasonHeaderOf({ headers }: IncomingMessage): string | undefined {
  const given = headers['elo-reason']
  if (typeof given !== 'string') return undefined
  try {
    return decodeURIComponent(given)
  } catch {
    // A percent sign that encodes nothing: the text as it is.
    return given
  }
}
