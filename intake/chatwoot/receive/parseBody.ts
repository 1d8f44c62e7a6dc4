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

/** The text; null when it is not UTF-8. NUL bytes show UTF-16, whose Latin letters would pass as UTF-8. */
function decoded(raw: Buffer): string | null {
  if (raw.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return null
  }
}

/**
 * Read the bytes of a body. Never throws. The result holds no secret, whatever the bytes are. `chatwootUrl` is the address
 * of the Chatwoot that sends, if it is known.
 */
export function parseBody(
  raw: Buffer,
  { chatwootUrl = null }: { chatwootUrl?: string | null } = {},
): ParsedBody {
  const text = decoded(raw)
  // In another encoding secrets would not be recognised, so nothing is stored.
  if (text === null)
    return { isJson: false, event: null, reason: 'the body is not UTF-8', quarantineText: () => '' }
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
    return { isJson: false, event: null, reason, quarantineText: () => redactText(text) }
  }
}
