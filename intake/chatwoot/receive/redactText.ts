import { credentialMarker } from './secretPatterns.ts'

const readLength = 4000
const keptLength = 1000
const cut = '[cut]'

/** Words are letters in one case. Everything else that long may be a token. */
function isHarmless(run: string): boolean {
  return /^(?:[a-z_]+|[A-Z_]+|[A-Z][a-z]+)$/u.test(run)
}

/**
 * What may be kept of a text that is not understood and may hold credentials anywhere: where it begins like JSON, its
 * beginning, up to where the first credential may follow, without anything that looks like one. Prefers losing too
 * much to keeping a part of a secret.
 */
export function redactText(text: string): string {
  if (!/^\s{0,100}[{["]/u.test(text)) return text === '' ? '' : cut
  // Where we stop reading we may be within a token.
  const read = text.length > readLength ? text.slice(0, readLength).replace(/\S*$/u, '') : text
  // An escaped key is a key.
  const plain = read.replace(/\\{1,8}u([0-9a-f]{4})/giu, (_match, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  const marker = plain.search(credentialMarker)
  // An address before the marker belongs to it.
  const safe = marker === -1 ? plain : plain.slice(0, marker).replace(/[^\s"'<>]*$/u, '')
  const redacted = safe.replace(/[A-Za-z0-9+/_=:.~%@-]{12,}/gu, (run) => (isHarmless(run) ? run : cut))
  const kept = redacted.slice(0, keptLength)
  return marker === -1 && read === text && kept === redacted ? kept : `${kept}${cut}`
}
