import { cutSurveyLinks } from './cutSurveyLinks.ts'
import { escapeRegExp } from '../../../platform/lang/escapeRegExp.ts'
import { isObject } from '../../../platform/lang/isObject.ts'
import { redactText } from './redactText.ts'
import { conversationUuid, credentialMarker, isCredentialKey, looksLikeToken } from './secretPatterns.ts'

/** Nothing that Chatwoot sends comes near it; what does is not worth a stack overflow. */
const maximumDepth = 100

/** What Chatwoot sends has a few; each is looked for in the whole body. */
const maximumSecrets = 100

/** A body is nested so deeply that it is not looked into. */
export class TooDeepError extends Error {
  override name = 'TooDeepError'
}

/** A body has so many credentials that they are not looked for. */
export class TooManySecretsError extends Error {
  override name = 'TooManySecretsError'
}

function isDropped(key: string, value: unknown): boolean {
  // A conversation's channel is its name; an inbox's is the whole record, credentials and all.
  const isRecord =
    typeof value === 'string' ? /[{[]/u.test(value) : typeof value === 'object' && value !== null
  return isCredentialKey(key) || (key === 'channel' && isRecord)
}

/**
 * Every value that must not be found anywhere in the body, not even where nobody would look for it. Not those of custom
 * attributes: their names are people's own, and a protocol under `token_atendimento` stands in the customer's texts too.
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
 * A body without its secrets: credentials by their keys, whole channel records, survey links, and whatever of these
 * stands elsewhere in the body. A text that loses a link is trimmed. With `isStrict`, for what is not understood, texts
 * that seem to carry credentials are cut too. Throws TooDeepError beyond 100 levels,
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
