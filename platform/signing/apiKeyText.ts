import { createHash, randomBytes } from 'node:crypto'

const prefix = 'elo_'
const wholeKey = /^elo_[\w-]{43}$/u

/** A new API key: 256 random bits. */
export function newApiKeyText(): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`
}

/** Whether a text is meant to be an API key; others are tokens. */
export function isApiKey(text: string): boolean {
  return text.startsWith(prefix)
}

/** Whether a text has the form of `newApiKeyText`. */
export function isWholeApiKey(text: string): boolean {
  return wholeKey.test(text)
}

/** What is stored of a key: its SHA-256, 64 hexadecimal digits. A key is random, so a slow hash would add nothing. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
