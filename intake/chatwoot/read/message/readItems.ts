import { isObject } from '../../../../platform/lang/isObject.ts'
import { type JsonObject, listOf, nameOf, objectOf } from '../json.ts'
import { limited } from '../limited.ts'
import { keptText } from './keptText.ts'

/** What a message offers or asks for, and the answer to it, as lines of text. */

function firstOf(item: JsonObject, members: readonly string[]): string | null {
  for (const member of members) {
    const text = nameOf(item[member])
    if (text !== null) return text
  }
  return null
}

/** A choice, a field of a form, or a card with its buttons, e.g. `Sofa: 3 seats [Buy] https://shop.example/1`. */
function itemLine(item: JsonObject): string | null {
  const title = firstOf(item, ['title', 'label', 'name', 'value'])
  const description = firstOf(item, ['description'])
  const link = firstOf(item, ['link'])
  const actions = listOf(item['actions']).map(objectOf)
  const buttons = actions.flatMap((action) => {
    const text = firstOf(action, ['text', 'title'])
    const uri = nameOf(action['uri'])
    return text === null && uri === null ? [] : [[text && `[${text}]`, uri].filter(Boolean).join(' ')]
  })
  const options = listOf(item['options']).flatMap((option) => {
    const label = isObject(option) ? firstOf(option, ['label', 'title', 'value']) : nameOf(option)
    return label === null ? [] : [label]
  })
  const name = [title, description].filter((part) => part !== null).join(': ')
  const choices = options.length > 0 ? `(${options.join(', ')})` : null
  const parts = [name === '' ? null : name, choices, ...buttons, link].filter((part) => part !== null)
  return parts.length > 0 ? `- ${parts.join(' ')}` : null
}

/** The `items` of a message; null when it has none. */
export function readItems(attributes: JsonObject): string | null {
  const lines = listOf(attributes['items'])
    .map((item) => itemLine(objectOf(item)))
    .filter((line) => line !== null)
  return lines.length > 0 ? limited(lines.join('\n'), 20_000) : null
}

/**
 * The answer to a question of the web widget: the chosen titles, or the fields of a form with their labels. Null when
 * there is none; the answer to a survey is a rating and not read here.
 */
export function readAnswer(attributes: JsonObject): string | null {
  const submitted = attributes['submitted_values']
  if (isObject(submitted) && 'csat_survey_response' in submitted) return null
  const items = listOf(attributes['items']).map(objectOf)
  const lines = isObject(submitted)
    ? Object.entries(submitted).map(([name, value]) => answerLine({ name, value }, items))
    : listOf(submitted).map((value) => (isObject(value) ? answerLine(value, items) : nameOf(value)))
  const answers = lines.filter((line) => line !== null)
  const email = nameOf(attributes['submitted_email'])
  const text = answers.length > 0 ? answers.join('\n') : email
  return text === null ? null : keptText(text).text
}

function answerLine(answer: JsonObject, items: readonly JsonObject[]): string | null {
  const title = nameOf(answer['title'])
  if (title !== null) return title
  const name = nameOf(answer['name'])
  const field = items.find((item) => name !== null && nameOf(item['name']) === name)
  const value = valueText(answer['value'], listOf(field?.['options'] ?? items).map(objectOf))
  if (value === null) return null
  const label = firstOf(objectOf(field), ['label', 'title']) ?? name
  return label === null ? value : `${label}: ${value}`
}

/** A value in the words that the customer saw. */
function valueText(value: unknown, options: readonly JsonObject[]): string | null {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) {
    const values = value.map((each) => valueText(each, options)).filter((each) => each !== null)
    return values.length > 0 ? values.join(', ') : null
  }
  if (isObject(value)) return firstOf(value, ['title', 'label', 'value', 'name'])
  const text = nameOf(value)
  const option = options.find((each) => text !== null && nameOf(each['value']) === text)
  return (option && firstOf(option, ['label', 'title'])) ?? text
}
