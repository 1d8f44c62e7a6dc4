/**
 * What may be a secret in a body that is not understood. It is wider than `ownSecrets.ts`, which knows the fields.
 */

/** Words in the keys of credentials, in any case and with any separators. A secretary is not a secret. */
const credentialWord =
  /token|secret(?!ari[ao]|ary|aries)|passw|senha|apikey|accesskey|privatekey|hmac|credential|authorization|signature|cookie|providerconfig/u

/** Whether a value is the whole channel of an inbox, with its credentials. The channel of a conversation is a name. */
export function isChannelRecord(key: string, value: unknown): boolean {
  if (key !== 'channel') return false
  return typeof value === 'string' ? /[{[]/u.test(value) : typeof value === 'object' && value !== null
}

/** Whether the value of a key is dropped without reading it. */
export function isCredentialKey(key: string): boolean {
  return credentialWord.test(
    key
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z]/gu, ''),
  )
}

/** Whether a part of a value may be a credential, and not a word that may occur elsewhere in the body. */
export function looksLikeToken(value: string): boolean {
  return value.length >= 12 && !/^(?:\p{Lu}?\p{Ll}+|\p{Lu}+)$/u.test(value)
}

/** The name of a credential or the address of a survey, in any quoting, also at a cut. */
export const credentialMarker =
  /token|secret(?![aá]\u0301?ri[ao]|ary|aries)|passw|senha|(?:api|access|private)[\W_]*key|provider[\W_]*config|hmac|credential|authorization|signature|cookie|\bchannel[\\"'\s]*[:=][\\"'\s]*[{[]|survey/iu

/** A conversation's uuid in Chatwoot's e-mail ids and addresses. It is the token of the survey link, too. */
export const conversationUuid =
  /(conversations?\/|reply\+)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu
