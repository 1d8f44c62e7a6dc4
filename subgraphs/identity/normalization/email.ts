import { domainToASCII } from 'node:url'
import type { Normalizer } from './normalizer.ts'

const localPart = /^[^\s@<>()[\]\\,;:"]{1,64}$/u
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const asciiDomain = new RegExp(`^(?:${label}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$`, 'u')
/** Characters with a special meaning in the host of a URL. */
const notOfADomain = /[\s%/\\:?#[\]@]/u

function normalize(text: string): string | null {
  const address = text.normalize('NFC').toLowerCase()
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(at, 0))
  const domain = address.slice(at + 1)
  if (!localPart.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return null
  if (notOfADomain.test(domain)) return null
  const ascii = domainToASCII(domain)
  return ascii.length <= 253 && asciiDomain.test(ascii) ? `${local}@${ascii}` : null
}

const expected = 'an e-mail address, e.g. maria@example.com'

export const email: Normalizer = { expected, normalize }

/** Ignores a plus in the local part and what follows it. */
export const emailWithoutPlus: Normalizer = {
  expected,
  normalize(text) {
    const address = normalize(text)
    return address && normalize(address.replace(/^([^@+]+)\+[^@]*@/u, '$1@'))
  },
}
