import { bodyText } from '../../../platform/http/body/bodyText.ts'
import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import { isObject } from '../../../platform/lang/isObject.ts'
import { redactBody } from './redactBody.ts'
import { redactText } from './redactText.ts'
import { sanitizeBody, TooDeepError } from './sanitizeBody.ts'

/** A received body without its secrets. */
export type ParsedBody = {
  /** The value of the field `event`, whatever its type; null if the body has no such field. */
  event: unknown
  /** The part of the body that may be stored when it is not understood. */
  quarantineText(): string
} & (
  | { isJson: true; body: unknown; /** The body as canonical JSON. */ text: string }
  | { isJson: false; /** Why it cannot be read. */ reason: string }
)

/**
 * Read the bytes of a body, in UTF-8 or as `decoding` says. Never throws. The result holds no secret, whatever the bytes
 * are. `chatwootUrl` is the address of the Chatwoot that sends, if it is known.
 */
export function parseBody(
  raw: Buffer,
  {
    decoding = bodyText(undefined),
    chatwootUrl = null,
  }: { decoding?: ReturnType<typeof bodyText>; chatwootUrl?: string | null } = {},
): ParsedBody {
  const text = decoding.read(raw)
  const charset = decoding.charset.toUpperCase()
  // In another encoding secrets would not be recognised, so nothing is stored. NUL characters show UTF-16, whose Latin
  // letters would pass as UTF-8.
  if (text === null || text.includes('\0'))
    return { isJson: false, event: null, reason: `the body is not ${charset}`, quarantineText: () => '' }
  try {
    const given: unknown = JSON.parse(text)
    const body = sanitizeBody(given, { chatwootUrl })
    return {
      isJson: true,
      event: isObject(body) ? body['event'] : null,
      body,
      text: canonicalJson(body),
      quarantineText: () => redactBody(given),
    }
  } catch (error) {
    // The parser's own message quotes the body.
    const reason =
      error instanceof TooDeepError
        ? 'the body is nested too deeply'
        : `the body is not JSON; it is ${raw.length} bytes long`
    // Without JSON nothing shows that the body is in the charset that it declares.
    const quarantineText = () => (charset === 'UTF-8' ? redactText(text) : '')
    return { isJson: false, event: null, reason, quarantineText }
  }
}
