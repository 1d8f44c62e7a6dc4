import { canonicalJson } from '../../../../platform/lang/canonicalJson.ts'
import {
  boundedAttributes,
  type ContactAttribute,
  type ContactAttributes,
} from '../../state/contactAttribute.ts'
import { type JsonObject, objectOf } from '../json.ts'

/** The greatest length of a value in Elo. */
const valueLength = 1_000
/** More than a name may have in Elo, so that the graph refuses a longer one and the log says so. */
const nameLength = 255
const cutSign = '…'

/** A text without halves of surrogate pairs, which no database keeps. */
function whole(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd')
}

/** A text cut to a length, never inside a character. */
function limited(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/\p{Cs}$/u, '')
}

function attributeOf(value: unknown): ContactAttribute | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return { type: 'BOOLEAN', value: String(value) }
  const text = whole(typeof value === 'string' ? value : canonicalJson(value)).trim()
  if (/^[\p{Cc}\s]*$/u.test(text)) return null
  // Elo has no numbers with an exponent.
  if (typeof value === 'number' && /^-?\d{1,30}(?:\.\d{1,18})?$/u.test(text))
    return { type: 'NUMBER', value: text }
  const isShort = text.length <= valueLength
  return { type: 'STRING', value: isShort ? text : limited(text, valueLength - 1) + cutSign }
}

/**
 * The custom attributes of a contact as a delivery of this time shows them. An object or a list is kept as its JSON
 * text; a text that is too long is cut and ends with `…`. An attribute without a value is none.
 */
export function contactAttributesOf(contact: JsonObject, at: number): ContactAttributes {
  const attributes = Object.entries(objectOf(contact['custom_attributes'])).flatMap(([key, given]) => {
    const name = limited(whole(key.trim()), nameLength)
    const value = attributeOf(given)
    return name !== '' && name !== '__proto__' && value ? [[name, { at, value }] as const] : []
  })
  return boundedAttributes(Object.fromEntries(attributes))
}
