/** The agent (`_1`, `.1`) and the device (`:12`) of an account name what it is used with, and not another account. */
const account =
  /^\+?(\d{1,20})(?:[_.]\d{1,3})?(?::\d{1,5})?@(s\.whatsapp\.net|c\.us|hosted|(?:hosted\.)?lid)$/iu

/**
 * An id of a WhatsApp account such as `5511987654321:12@s.whatsapp.net`; null when a text is none. Its digits are a
 * telephone number with its country code, unless the account hides its number (`…@lid`): then they are an opaque id.
 */
export function readWhatsappAccount(text: string): { digits: string; hidesNumber: boolean } | null {
  const [, digits, server] = account.exec(text) ?? []
  if (digits === undefined || server === undefined) return null
  return { digits, hidesNumber: server.toLowerCase().endsWith('lid') }
}
