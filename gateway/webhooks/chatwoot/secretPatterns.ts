/** Words that make a key look like a credential's, whatever its case and separators. */
const credentialWord =
  /token|secret|passw|senha|apikey|accesskey|privatekey|hmac|credential|authorization|signature|cookie|providerconfig/u

/** Whether what stands under a key is to be dropped unread. */
export function isCredentialKey(key: string): boolean {
  return credentialWord.test(key.toLowerCase().replace(/[^a-z]/gu, ''))
}

/** Where a text begins to be a credential's name or a survey's address, however it is quoted or cut. */
export const credentialMarker =
  /token|secret|passw|senha|(?:api|access|private)[\W_]*key|provider[\W_]*config|hmac|credential|authorization|signature|cookie|\bchannel[\\"'\s]*[:=][\\"'\s]*[{[]|survey/iu

/** A conversation's uuid as Chatwoot's e-mail ids carry it: the same token as in its survey's link. */
export const conversationUuid =
  /(conversations?\/)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu
