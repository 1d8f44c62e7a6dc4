/** Words that make a key look like a credential's, whatever its case and separators. A secretary is no secret. */
const credentialWord =
  /token|secret(?!ari[ao]|ary|aries)|passw|senha|apikey|accesskey|privatekey|hmac|credential|authorization|signature|cookie|providerconfig/u

/** Whether what stands under a key is to be dropped unread. */
export function isCredentialKey(key: string): boolean {
  return credentialWord.test(
    key
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z]/gu, ''),
  )
}

/** Whether a part of a value may be a credential rather than a word, which stands elsewhere for itself. */
export function looksLikeToken(value: string): boolean {
  return value.length >= 12 && !/^(?:\p{Lu}?\p{Ll}+|\p{Lu}+)$/u.test(value)
}

/** Where a text begins to be a credential's name or a survey's address, however it is quoted or cut. */
export const credentialMarker =
  /token|secret(?![aá]\u0301?ri[ao]|ary|aries)|passw|senha|(?:api|access|private)[\W_]*key|provider[\W_]*config|hmac|credential|authorization|signature|cookie|\bchannel[\\"'\s]*[:=][\\"'\s]*[{[]|survey/iu

/** A conversation's uuid as Chatwoot's e-mail ids and addresses carry it: the same token as in its survey's link. */
export const conversationUuid =
  /(conversations?\/|reply\+)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu
