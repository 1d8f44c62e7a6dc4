import type { Normalizer } from './normalizer.ts'

function matching(expected: string, pattern: RegExp, prepare = (text: string) => text): Normalizer {
  return {
    expected,
    normalize(text) {
      const value = prepare(text)
      return pattern.test(value) ? value : null
    },
  }
}

export const internalId = matching('an id without control characters', /^.+$/u)

export const chatwootContact = matching('a Chatwoot contact as account:contact, e.g. 1:55', /^\d+:\d+$/u)

export const telegram = matching('a Telegram user id of up to 20 digits', /^[1-9]\d{0,19}$/u)

export const instagram = matching(
  'an Instagram handle of up to 30 letters, digits, dots and underscores',
  /^[a-z0-9._]{1,30}$/u,
  (text) =>
    text
      .toLowerCase()
      .replace(/^https?:\/\/(?:www\.)?instagram\.com\//u, '')
      .replace(/\/$/u, '')
      .replace(/^@/u, ''),
)
