import { isIP } from 'node:net'
import { isPublicAddress } from './isPublicAddress.ts'

/** Which receivers are allowed beyond https on the public internet. */
export type ReceiverRules = {
  /** ELO_WEBHOOKS_ALLOW_HTTP */
  allowHttp: boolean
  /** ELO_WEBHOOKS_ALLOW_PRIVATE */
  allowPrivate: boolean
}

const maximumLength = 2_048
const localName = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/u

/**
 * What is wrong with the url of a webhook; null when nothing is. A name is resolved when a delivery connects, and its
 * addresses are checked then: see `createGuardedLookup`.
 */
export function checkUrl(url: string, { allowHttp, allowPrivate }: ReceiverRules): string | null {
  if (url.length > maximumLength)
    return `expected a url of at most ${maximumLength} characters, got ${url.length}`
  if (!URL.canParse(url)) return 'expected a url such as https://receiver.example/elo'
  const { protocol, hostname, username, password, hash } = new URL(url)
  if (protocol !== 'https:' && !(allowHttp && protocol === 'http:'))
    return `expected a url with ${allowHttp ? 'https or http' : 'https'}, got ${protocol.slice(0, -1)}`
  if (username !== '' || password !== '') return 'expected a url without a user name and password'
  if (hash !== '') return 'expected a url without a fragment'
  if (allowPrivate) return null
  const host = hostname.replace(/^\[|\]$/gu, '')
  const isRefused = isIP(host) === 0 ? localName.test(host) : !isPublicAddress(host)
  return isRefused ? 'expected a host of the public internet, got a private or local one' : null
}
