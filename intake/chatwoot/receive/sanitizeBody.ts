import { wholeText } from '../../../platform/lang/exactJson.ts'
import { isObject } from '../../../platform/lang/isObject.ts'
import { cutInlineFiles } from './cutInlineFiles.ts'
import { cutSurveyLinks } from './cutSurveyLinks.ts'
import {
  generatedToken,
  hasFreeNames,
  isMessageText,
  isSecretField,
  isStructural,
  isSurveyMessage,
  mailedUuid,
  mailFields,
} from './ownSecrets.ts'

/** Chatwoot's bodies are far less deep. The bound prevents a stack overflow. */
const maximumDepth = 100

/** The body is nested too deeply to be sanitised. */
export class TooDeepError extends Error {
  override name = 'TooDeepError'
}

/** Where a value is in a body. An item of a list is where its list is. */
type Place = {
  field: string
  /** Whether people chose the name of the field. */
  isFreelyNamed: boolean
  /** Whether it is the text of Chatwoot's own message with a link to a survey. */
  isSurveyText: boolean
  /** Whether it is a part of the text or the HTML of an e-mail. */
  isMailBody: boolean
}

const top: Place = { field: '', isFreelyNamed: false, isSurveyText: false, isMailBody: false }

function placesIn(object: Record<string, unknown>, outer: Place): [Place, unknown][] {
  const isSurvey = !outer.isFreelyNamed && isSurveyMessage(object)
  return Object.entries(object).map(([field, value]) => [
    {
      field,
      isFreelyNamed: outer.isFreelyNamed || hasFreeNames(outer.field),
      isSurveyText: isSurvey && isMessageText(field),
      isMailBody: outer.field === 'html_content' || outer.field === 'text_content',
    },
    value,
  ])
}

function isSecretPlace(place: Place, value: unknown): boolean {
  return !place.isFreelyNamed && isSecretField(place.field, value)
}

/** The tokens, in small letters, that the body has where Chatwoot puts them. Throws a TooDeepError. */
function tokensOf(body: unknown): Set<string> {
  const tokens = new Set<string>()
  const visit = (value: unknown, place: Place, isSecret: boolean, depth: number): void => {
    if (depth > maximumDepth) throw new TooDeepError(`more than ${maximumDepth} levels deep`)
    if (typeof value === 'string') {
      if (isSecret) for (const [token] of value.matchAll(generatedToken)) tokens.add(token.toLowerCase())
      if (place.isSurveyText)
        cutSurveyLinks(value, ({ token }) => {
          if (token !== '') tokens.add(token.toLowerCase())
          return true
        })
      if (mailFields.has(place.field))
        for (const [, , token = ''] of value.matchAll(mailedUuid)) tokens.add(token.toLowerCase())
    } else if (Array.isArray(value)) {
      for (const item of value) visit(item, place, isSecret, depth + 1)
    } else if (isObject(value)) {
      for (const [inner, member] of placesIn(value, place))
        visit(member, inner, isSecret || isSecretPlace(inner, member), depth + 1)
    }
  }
  visit(body, top, false, 0)
  return tokens
}

/** Whether what precedes the path of a link, in any quoting, ends with Chatwoot's host. */
function isSiteOf(chatwootUrl: string): (site: string) => boolean {
  const { host } = new URL(chatwootUrl)
  return (given) => {
    const site = given
      .slice(-host.length - 20)
      .toLowerCase()
      .replace(/\\?\/|%2f/gu, '/')
    return site.endsWith(host) && /(?:^|\/\/|[^\w.\-/])$/u.test(site.slice(0, -host.length))
  }
}

/**
 * A body of a known event without its secrets, and otherwise as it was sent: without the fields that Chatwoot fills with
 * secrets, without whole channel records, and without the links to surveys in its own messages. Their tokens are removed
 * from all texts of the body, but from no key, event name, id, time or identifier. A link of the same form elsewhere is
 * removed only if it leads to `chatwootUrl`. A text that loses a link is trimmed. Files inside the HTML of an e-mail, which
 * are no part of the history, are cut. Throws a TooDeepError beyond 100 levels.
 */
export function sanitizeBody(
  body: unknown,
  { chatwootUrl = null }: { chatwootUrl?: string | null } = {},
): unknown {
  const tokens = tokensOf(body)
  const isSite = chatwootUrl === null ? () => false : isSiteOf(chatwootUrl)

  function cleanText(given: string, { field, isSurveyText, isMailBody }: Place): string {
    const text = isMailBody ? cutInlineFiles(given) : given
    const mailed = mailFields.has(field) ? text.replace(mailedUuid, '$1') : text
    if (isStructural(field)) return mailed
    const linkless = cutSurveyLinks(
      mailed,
      ({ site, token }) => isSurveyText || tokens.has(token.toLowerCase()) || isSite(site),
    )
    if (tokens.size === 0) return linkless
    return linkless.replace(generatedToken, (token) => (tokens.has(token.toLowerCase()) ? '' : token))
  }

  function clean(value: unknown, place: Place): unknown {
    if (typeof value === 'string') return cleanText(wholeText(value), place)
    if (Array.isArray(value)) return value.map((item) => clean(item, place))
    if (!isObject(value)) return value
    return Object.fromEntries(
      placesIn(value, place)
        .filter(([inner, member]) => !isSecretPlace(inner, member))
        .map(([inner, member]) => [inner.field, clean(member, inner)]),
    )
  }

  return clean(body, top)
}
