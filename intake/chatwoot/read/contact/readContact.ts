import type { ChatwootObject } from '../../state/chatwootObject.ts'
import { isObject } from '../../../../platform/lang/isObject.ts'
import { contactAttributesOf } from './contactAttributesOf.ts'
import { limitedName } from '../limitedName.ts'
import { idOf, type JsonObject, listOf, nameOf, objectOf, textOf } from '../json.ts'
import type { Origin } from '../origin.ts'
import { taxNumbersOf } from './taxNumbersOf.ts'

/** Names that Chatwoot generates for visitors without a name, e.g. `calma-azul-533`. */
const placeholderName = /^\p{Ll}+(?:-\p{Ll}+)*-\d+$/u

/** What bridges to WhatsApp give as the identifier of a contact: `5511…@s.whatsapp.net`, `…@lid`. */
const whatsappId = /@(?:s\.whatsapp\.net|c\.us|lid|hosted)$/iu

/** Whether a form of a contact has a field. Null says that the contact has no value; shorter forms leave fields out. */
function isShown(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number'
}

/** `TYPE value` of the identifiers of each type, for the types whose fields this form of a contact has. */
function identifiersByType(
  contact: JsonObject,
  taxNumberAttributes: readonly string[],
): Record<string, string[]> {
  const { phone_number: phone, email, identifier } = contact
  const { custom_attributes: attributes, additional_attributes: additional } = contact
  const { social_profiles: profiles, social_telegram_user_id: telegram } = objectOf(additional)
  const { instagram, whatsapp } = objectOf(profiles)
  const isJid = whatsappId.test(nameOf(identifier) ?? '')
  const taxNumbers = taxNumbersOf(objectOf(attributes), taxNumberAttributes)
  const taxNumbersOfType = (given: string) =>
    taxNumbers.flatMap(([type, value]) => (type === given ? value : []))
  const found: [type: string, isShown: boolean, values: (string | null)[]][] = [
    ['PHONE', isShown(phone), [nameOf(phone)]],
    ['EMAIL', isShown(email), [nameOf(email)]],
    ['INTERNAL_ID', isShown(identifier), [isJid ? null : nameOf(identifier)]],
    ['CPF', isObject(attributes), taxNumbersOfType('CPF')],
    ['CNPJ', isObject(attributes), taxNumbersOfType('CNPJ')],
    ['INSTAGRAM', isObject(additional), [nameOf(instagram)]],
    ['TELEGRAM', isObject(additional), [nameOf(telegram)]],
    ['WHATSAPP', isObject(additional) || isJid, [nameOf(whatsapp), isJid ? nameOf(identifier) : null]],
  ]
  return Object.fromEntries(
    found.flatMap(([type, isShown, values]) => {
      const valid = values.filter((value) => value !== null && value.length <= 255)
      return isShown ? [[type, [...new Set(valid)].map((value) => `${type} ${value}`).sort()]] : []
    }),
  )
}

/** The fields that an update changed, with their previous values. */
function previousOf(body: JsonObject): JsonObject {
  return Object.fromEntries(
    listOf(body['changed_attributes']).flatMap((change) =>
      Object.entries(objectOf(change)).map(([field, values]) => [field, objectOf(values)['previous_value']]),
    ),
  )
}

/** Chatwoot's clock may be ahead by this much of that of the delivery. */
const toleratedAheadMs = 60_000
/** Earlier times come from clocks that were never set. */
const earliest = Date.parse('1990-01-01T00:00:00.000Z')

/**
 * A contact in any of the forms that deliveries have; null without an id. `seenAt` is the latest time in the body. A body
 * is made after all times in it, and every update of a contact has a delivery with its time. So of two forms the one with
 * the later time is newer, however late it arrives, and one without a time, 0, is the oldest. An update without a time was
 * made when it was sent.
 *
 * The identifiers before an update are read too, because the delivery that showed them may be lost.
 */
export function readContact(
  { account, deliveredAt, settings }: Origin,
  contact: JsonObject,
  seenAt: number,
): (ChatwootObject & { kind: 'contact' }) | null {
  const id = idOf(contact['id'])
  if (id === null) return null
  const isUndated = seenAt === 0 && contact['event'] === 'contact_updated'
  const at = isUndated || seenAt > deliveredAt + toleratedAheadMs ? deliveredAt : seenAt
  const observedAt = at < earliest ? deliveredAt : at
  const name = limitedName(textOf(contact['name'])?.trim())
  const shown = identifiersByType(contact, settings.taxNumberAttributes)
  const previous = identifiersByType(previousOf(contact), settings.taxNumberAttributes)
  const identifiers = [...new Set([shown, previous].flatMap((form) => Object.values(form).flat()))].sort()
  const attributes = contactAttributesOf(contact, deliveredAt)
  return {
    kind: 'contact',
    account,
    id,
    state: {
      identifiers,
      current: Object.fromEntries(Object.entries(shown).map(([type, value]) => [type, { at, value }])),
      shownAt: Object.fromEntries(identifiers.map((identifier) => [identifier, observedAt])),
      observedAt,
      name: name === null || placeholderName.test(name) ? null : { at, value: name },
      ...(Object.keys(attributes).length > 0 && { attributes }),
    },
  }
}
