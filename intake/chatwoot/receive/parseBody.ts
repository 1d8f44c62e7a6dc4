import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import { isObject } from '../../../platform/lang/isObject.ts'
import { redactText } from './redactText.ts'
import { sanitizeBody, TooDeepError, TooManySecretsError } from './sanitizeBody.ts'

/** A body that came, without its secrets. */
export type ParsedBody = {
  /** The event's name; whatever stands in its place, or null where there is none. */
  event: unknown
  /** What may be kept of a body that is not understood. */
  quarantineText(): string
} & (
  | { isJson: true; body: unknown; /** The body as canonical JSON. */ text: string }
  | { isJson: false; /** Why it is not read. */ reason: string }
)

/** The text; null when it is in another encoding than UTF-8, such as UTF-16, whose Latin letters are UTF-8 with NULs. */
function decoded(raw: Buffer): string | null {
  if (raw.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return null
  }
}

/** Read the bytes of a body; never throws. Nothing that leaves here holds a secret, whatever the bytes are. */
export function parseBody(raw: Buffer): ParsedBody {
  const text = decoded(raw)
  // In another encoding a secret would not be recognised, so nothing is kept.
  if (text === null)
    return { isJson: false, event: null, reason: 'the body is not UTF-8', quarantineText: () => '' }
  try {
    const given: unknown = JSON.parse(text)
    const body = sanitizeBody(given)
    return {
      isJson: true,
      event: isObject(body) ? body['event'] : null,
      body,
      text: canonicalJson(body),
      quarantineText: () => canonicalJson(sanitizeBody(given, { isStrict: true })),
    }
  } catch (error) {
    // The parser's own message quotes the body.
    const reason =
      error instanceof TooDeepError
        ? 'the body is nested too deeply'
        : error instanceof TooManySecretsError
          ? 'the body holds too many credentials'
          : `the body is not JSON; it is ${raw.length} bytes long`
    return { isJson: false, event: null, reason, quarantineText: () => redactText(text) }
  }
}
