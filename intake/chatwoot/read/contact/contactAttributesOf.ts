import { canonicalJson } from '../../../../platform/lang/canonicalJson.ts'
import {
  boundedAttributes,
  type ContactAttribute,
  type ContactAttributes,
} from '../../state/contactAttribute.ts'
import { type JsonObject, objectOf } from '../json.ts'
import { limited } from '../limited.ts'

/** The greatest length of a value in Elo. */
const valueLength = 1_000
/** More than a name may have in Elo, so that the graph refuses a longer one and the log says so. */
const nameLength = 255

/** A text without halves of surrogate pairs, which no database keeps. */
function whole(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd')
}

function attributeOf(value: unknown): ContactAttribute | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return { type: 'BOOLEAN', value: String(value) }
  const text = whole(typeof value === 'string' ? value : canonicalJson(value)).trim()
  if (/^[\p{Cc}\s]*$/u.test(text)) return null
  // Elo has no numbers with an exponent.
  if (typeof value === 'number' && /^-?\d{1,30}(?:\.\d{1,18})?$/u.test(text))
    return { type: 'NUMBER', value: text }
  return { type: 'STRING', value: limited(text, valueLength) }
}

/**
 * The custom attributes of a contact as a delivery of this time shows them. An object or a list is kept as its JSON
 * text; a text that is too long is cut and ends with `…`. An attribute without a value is none.
 */
export function contactAttributesOf(contact: JsonObject, at: number): ContactAttributes {
  const attributes = Object.entries(objectOf(contact['custom_attributes'])).flatMap(([key, given]) => {
    const name = whole(key.trim())
      .slice(0, nameLength)
      .replace(/\p{Cs}$/u, '')
    const value = attributeOf(given)
    return name !== '' && name !== '__proto__' && value ? [[name, { at, value }] as const] : []
  })
  return boundedAttributes(Object.fromEntries(attributes))
}
