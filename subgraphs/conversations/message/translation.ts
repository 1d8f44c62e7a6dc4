import { countFaults, nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'

/** The text of a message in another language. */
export type Translation = { language: string; text: string }

const maximumTranslations = 20
const maximumCharacters = 300_000

export function translationsFaults(translations: readonly Translation[]): UserError[] {
  const at = (index: number, member: string) => ['translations', String(index), member]
  const characters = translations.reduce((sum, { text }) => sum + text.length, 0)
  const tooLong = `translations: expected at most ${maximumCharacters} characters in all, got ${characters}`
  const languages = translations.map(({ language }) => language)
  const repeated = languages.find((language, index) => languages.indexOf(language) < index)
  return [
    ...countFaults('translations', [...translations], maximumTranslations),
    ...translations.flatMap(({ language, text }, index) => [
      ...nameFaults(at(index, 'language'), language, 35),
      ...nameFaults(at(index, 'text'), text, 150_000),
    ]),
    ...(characters > maximumCharacters ? [userError('TOO_LONG', 'translations', tooLong)] : []),
    ...(repeated === undefined
      ? []
      : [
          userError(
            'INVALID_VALUE',
            'translations',
            `translations: expected each language once, got "${repeated}" again`,
          ),
        ]),
  ]
}
