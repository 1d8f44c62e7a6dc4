import { type JsonObject, objectOf, textOf } from '../json.ts'
import { limited } from '../limited.ts'

const maximumLanguages = 20
const maximumLanguageLength = 35
/** Of all translations together, as the graph accepts them. */
const maximumCharacters = 300_000

/** The translations of a text by their languages, as Chatwoot names these. */
export function readTranslations(attributes: JsonObject): Record<string, string> {
  const translations = Object.entries(objectOf(attributes['translations']))
    .flatMap(([language, value]) => {
      const text = textOf(value)
      const isLanguage = /^[\p{L}\p{N}_-]+$/u.test(language) && language.length <= maximumLanguageLength
      return text === null || !isLanguage || language === '__proto__' ? [] : [[language, text] as const]
    })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, maximumLanguages)
  const share = Math.floor(maximumCharacters / Math.max(1, translations.length))
  return Object.fromEntries(
    translations.map(([language, text]) => [language, limited(text, Math.min(share, 150_000))]),
  )
}
