import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import { escapeRegExp } from '../../../platform/lang/escapeRegExp.ts'
import { isObject } from '../../../platform/lang/isObject.ts'
import { cutSurveyLinks } from './cutSurveyLinks.ts'
import { redactText } from './redactText.ts'
import {
  conversationUuid,
  credentialMarker,
  isChannelRecord,
  isCredentialKey,
  looksLikeToken,
} from './secretPatterns.ts'

/** Chatwoot's bodies have a few. Each costs a search of the whole body. */
const maximumSecrets = 100

/** The values that must not remain anywhere in the body. */
function secretsOf(body: unknown): Set<string> {
  const secrets = new Set<string>()
  const note = (value: string) => {
    for (const part of value.split(/\s+/u)) if (looksLikeToken(part)) secrets.add(part)
  }
  const noteLinks = (text: string) =>
    cutSurveyLinks(text, ({ token }) => {
      note(token)
      return true
    })
  const visit = (value: unknown, isCredential: boolean): void => {
    if (secrets.size > maximumSecrets) return
    if (typeof value === 'string') {
      if (isCredential) note(value)
      noteLinks(value)
    } else if (Array.isArray(value)) {
      for (const item of value) visit(item, isCredential)
    } else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        noteLinks(key)
        visit(member, isCredential || isCredentialKey(key))
      }
    }
  }
  visit(body, false)
  return secrets
}

/**
 * The part that may be stored of a body of an unknown event, as canonical JSON. Nothing is known of its fields, so it
 * removes too much rather than leave a secret: whatever is called like a credential, whole channel records, every survey
 * link, every other occurrence of these values, and texts that seem to hold credentials. Expects a body that
 * `sanitizeBody` has accepted, which is not too deep.
 */
export function redactBody(body: unknown): string {
  const secrets = secretsOf(body)
  if (secrets.size > maximumSecrets) return redactText(canonicalJson(body))
  const patterns = [...secrets].map((secret) => new RegExp(escapeRegExp(secret), 'giu'))

  function cleanText(text: string): string {
    const clean = patterns.reduce(
      (rest, secret) => rest.replace(secret, ''),
      cutSurveyLinks(text, () => true).replace(conversationUuid, '$1'),
    )
    return credentialMarker.test(clean) ? redactText(clean) : clean
  }

  function clean(value: unknown): unknown {
    if (typeof value === 'string') return cleanText(value)
    if (Array.isArray(value)) return value.map(clean)
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, member]) => !isCredentialKey(key) && !isChannelRecord(key, member))
        .map(([key, member]) => [cleanText(key), clean(member)]),
    )
  }

  return canonicalJson(clean(body))
}
