import type { ChatwootObject } from '../../state/chatwootObject.ts'
import { contactAttributesOf } from './contactAttributesOf.ts'
import { limitedName } from '../limitedName.ts'
import { idOf, type JsonObject, listOf, nameOf, objectOf, textOf } from '../json.ts'
import type { Origin } from '../origin.ts'
import { taxNumbersOf } from './taxNumbersOf.ts'

/** Names that Chatwoot generates for visitors without a name, e.g. `calma-azul-533`. */
const placeholderName = /^\p{Ll}+(?:-\p{Ll}+)*-\d+$/u

function identifiersOf(contact: JsonObject, taxNumberAttributes: readonly string[]): string[] {
  const additional = objectOf(contact['additional_attributes'])
  const profiles = objectOf(additional['social_profiles'])
  const found: [string, string | null][] = [
    ['PHONE', nameOf(contact['phone_number'])],
    ['EMAIL', nameOf(contact['email'])],
    ['INTERNAL_ID', nameOf(contact['identifier'])],
    ...taxNumbersOf(objectOf(contact['custom_attributes']), taxNumberAttributes),
    ['INSTAGRAM', nameOf(profiles['instagram'])],
    ['TELEGRAM', nameOf(additional['social_telegram_user_id'])],
    ['WHATSAPP', nameOf(profiles['whatsapp'])],
  ]
  return found.flatMap(([type, value]) => (value === null || value.length > 255 ? [] : [`${type} ${value}`]))
}

/** The fields that an update changed, with their previous values. */
function previousOf(body: JsonObject): JsonObject {
  return Object.fromEntries(
    listOf(body['changed_attributes']).flatMap((change) =>
      Object.entries(objectOf(change)).map(([field, values]) => [field, objectOf(values)['previous_value']]),
    ),
  )
}

/**
 * A contact in any of the forms that deliveries have; null without an id. The identifiers before an update are read too,
 * because the delivery that showed them may be lost.
 */
export function readContact(
  { account, deliveredAt, settings }: Origin,
  contact: JsonObject,
  seenAt: number,
): (ChatwootObject & { kind: 'contact' }) | null {
  const id = idOf(contact['id'])
  if (id === null) return null
  const name = limitedName(textOf(contact['name'])?.trim())
  const identifiers = [contact, previousOf(contact)].flatMap((shown) =>
    identifiersOf(shown, settings.taxNumberAttributes),
  )
  const attributes = contactAttributesOf(contact, deliveredAt)
  return {
    kind: 'contact',
    account,
    id,
    state: {
      identifiers: [...new Set(identifiers)].sort(),
      name: name === null || placeholderName.test(name) ? null : { at: seenAt, value: name },
      ...(Object.keys(attributes).length > 0 && { attributes }),
    },
  }
}
