import { cutSurveyLinks } from './cutSurveyLinks.ts'
import { escapeRegExp } from '../../../platform/lang/escapeRegExp.ts'
import { isObject } from '../../../platform/lang/isObject.ts'
import { redactText } from './redactText.ts'
import { conversationUuid, credentialMarker, isCredentialKey, looksLikeToken } from './secretPatterns.ts'

/** Chatwoot's bodies are far less deep. The bound prevents a stack overflow. */
const maximumDepth = 100

/** Chatwoot's bodies have a few. Each costs a search of the whole body. */
const maximumSecrets = 100

/** The body is nested too deeply to be sanitised. */
export class TooDeepError extends Error {
  override name = 'TooDeepError'
}

/** The body has too many credentials to be sanitised. */
export class TooManySecretsError extends Error {
  override name = 'TooManySecretsError'
}

function isDropped(key: string, value: unknown): boolean {
  // The channel of a conversation is a name; that of an inbox is a whole record with its credentials.
  const isRecord =
    typeof value === 'string' ? /[{[]/u.test(value) : typeof value === 'object' && value !== null
  return isCredentialKey(key) || (key === 'channel' && isRecord)
}

/**
 * The values that must not remain anywhere in the body. Custom attributes are not searched: their names are chosen by
 * the business, and e.g. the number under `token_atendimento` is also part of the customer's texts.
 */
function secretsOf(body: unknown): Set<string> {
  const secrets = new Set<string>()
  const note = (value: string) => {
    for (const part of value.split(/\s+/u)) if (looksLikeToken(part)) secrets.add(part)
    if (secrets.size > maximumSecrets)
      throw new TooManySecretsError(`more than ${maximumSecrets} credentials`)
  }
  const visit = (value: unknown, depth: number, { isCredential = false, isCustom = false } = {}): void => {
    if (depth > maximumDepth) throw new TooDeepError(`more than ${maximumDepth} levels deep`)
    if (typeof value === 'string') {
      if (isCredential) note(value)
      cutSurveyLinks(value).tokens.forEach(note)
    } else if (Array.isArray(value)) {
      for (const item of value) visit(item, depth + 1, { isCredential, isCustom })
    } else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        cutSurveyLinks(key).tokens.forEach(note)
        visit(member, depth + 1, {
          isCredential: isCredential || (isCredentialKey(key) && !isCustom),
          isCustom: isCustom || key === 'custom_attributes',
        })
      }
    }
  }
  visit(body, 0)
  return secrets
}

function toPattern(secret: string): RegExp {
  return new RegExp(escapeRegExp(secret), 'giu')
}

/**
 * A body without its secrets: credentials by their keys, whole channel records, survey links, and every other occurrence
 * of these values in the body. A text that loses a link is trimmed. With `isStrict`, for a body that is not understood,
 * texts that seem to hold credentials are redacted too. Throws a TooDeepError beyond 100 levels and a
 * TooManySecretsError beyond 100 credentials.
 */
export function sanitizeBody(body: unknown, { isStrict = false }: { isStrict?: boolean } = {}): unknown {
  const secrets = [...secretsOf(body)].map(toPattern)

  function cleanText(text: string): string {
    const clean = secrets.reduce(
      (rest, secret) => rest.replace(secret, ''),
      cutSurveyLinks(text).text.replace(conversationUuid, '$1'),
    )
    return isStrict && credentialMarker.test(clean) ? redactText(clean) : clean
  }

  function clean(value: unknown): unknown {
    if (typeof value === 'string') return cleanText(value)
    if (Array.isArray(value)) return value.map(clean)
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, member]) => !isDropped(key, member))
        .map(([key, member]) => [cleanText(key), clean(member)]),
    )
  }

  return clean(body)
}
