import { credentialMarker } from './secretPatterns.ts'

const readLength = 4000
const keptLength = 1000
const cut = '[cut]'

/** A word has letters of one case. Anything else of this length may be a token. */
function isHarmless(run: string): boolean {
  return /^(?:[a-z_]+|[A-Z_]+|[A-Z][a-z]+)$/u.test(run)
}

/**
 * The part that may be stored of a text that is not understood and may hold credentials anywhere. If it begins like
 * JSON, that is its beginning, up to the first name of a credential, without anything that looks like a token.
 * Otherwise nothing. It removes too much rather than leave a part of a secret.
 */
export function redactText(text: string): string {
  if (!/^\s{0,100}[{["]/u.test(text)) return text === '' ? '' : cut
  // The cut may be inside a token, so its last word is dropped.
  const read = text.length > readLength ? text.slice(0, readLength).replace(/\S*$/u, '') : text
  // The name of a credential may be written with escapes.
  const unescaped = read.replace(/\\{1,8}u([0-9a-f]{4})/giu, (_match, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  const marker = unescaped.search(credentialMarker)
  // An address that ends with the marker may hold the token.
  const safe = marker === -1 ? unescaped : unescaped.slice(0, marker).replace(/[^\s"'<>]*$/u, '')
  const redacted = safe.replace(/[A-Za-z0-9+/_=:.~%@-]{12,}/gu, (run) => (isHarmless(run) ? run : cut))
  const kept = redacted.slice(0, keptLength)
  return marker === -1 && read === text && kept === redacted ? kept : `${kept}${cut}`
}
