import { findNumbers } from './findNumbers.ts'
import type { Replacement } from './replaceIn.ts'

const link = /(?<![a-z])(?:[a-z][a-z\d+.-]{1,15}:\/\/|www\.)[^\s<>"]+/giu
/** The id of a message of WhatsApp. It holds the telephone in base64. */
const whatsappMessage = /(?<![a-z\d])wamid\.[\w+/=-]+/giu

/** Ids of messages that hold a telephone; and of links what can be a secret or name somebody: see `maskLink`. */
export function findLinks(folded: string): Replacement[] {
  const found: Replacement[] = []
  for (const { index, 0: id } of folded.matchAll(whatsappMessage))
    found.push({ start: index, end: index + id.length, by: 'wamid.***' })
  if (!/:\/\/|www\./iu.test(folded)) return found
  for (const { index, 0: address } of folded.matchAll(link)) {
    const by = maskLink(address)
    if (by !== address) found.push({ start: index, end: index + address.length, by })
  }
  return withoutOverlaps(found)
}

/**
 * A link without its user, query and fragment, and without the parts of its path that look like a token or hold an encoded
 * identifier.
 */
function maskLink(address: string): string {
  const [, place = '', from = ''] = /^([^?#]*)([?#]?)/u.exec(address) ?? []
  const [, scheme = '', rest = ''] = /^([^/]*:\/\/|)(.*)$/su.exec(place) ?? []
  const [host = '', ...path] = rest.split('/')
  const shownHost = host.includes('@') ? `***${host.slice(host.lastIndexOf('@'))}` : host
  const shown = [shownHost, ...path.map((part) => (isSecret(part) ? '***' : part))]
  return `${scheme}${shown.join('/')}${from && `${from}***`}`
}

function isSecret(part: string): boolean {
  const hasKinds = /\d/u.test(part) && /[a-z]/u.test(part) && /[A-Z]/u.test(part)
  if (part.length >= 24 && (hasKinds || /^[\da-f]+$/u.test(part))) return true
  if (!part.includes('%')) return false
  const decoded = part.replace(/%([\da-f]{2})/giu, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  return decoded.includes('@') || findNumbers(decoded).length > 0
}

function withoutOverlaps(found: Replacement[]): Replacement[] {
  const sorted = found.sort((a, b) => a.start - b.start || b.end - a.end)
  let end = 0
  return sorted.filter((each) => {
    if (each.start < end) return false
    end = each.end
    return true
  })
}
