import { cpf as cpfRules } from 'cpf-cnpj-validator'
import type { ChatwootObject } from '../state/chatwootObject.ts'
import { idOf, type JsonObject, listOf, nameOf, objectOf, textOf } from './json.ts'

/** Names that Chatwoot generates for visitors without a name, e.g. `calma-azul-533`. */
const placeholderName = /^\p{Ll}+(?:-\p{Ll}+)*-\d+$/u

function identifiersOf(contact: JsonObject): string[] {
  const additional = objectOf(contact['additional_attributes'])
  const profiles = objectOf(additional['social_profiles'])
  const cpf = nameOf(objectOf(contact['custom_attributes'])['cpf'])?.replace(/[\s.-]/gu, '') ?? null
  const found: [string, string | null][] = [
    ['PHONE', nameOf(contact['phone_number'])],
    ['EMAIL', nameOf(contact['email'])],
    ['INTERNAL_ID', nameOf(contact['identifier'])],
    ['CPF', cpf !== null && /^\d{11}$/u.test(cpf) && cpfRules.isValid(cpf) ? cpf : null],
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
  account: string,
  contact: JsonObject,
  seenAt: number,
): (ChatwootObject & { kind: 'contact' }) | null {
  const id = idOf(contact['id'])
  if (id === null) return null
  const name = textOf(contact['name'])?.trim().slice(0, 255) ?? null
  return {
    kind: 'contact',
    account,
    id,
    state: {
      identifiers: [...new Set([...identifiersOf(contact), ...identifiersOf(previousOf(contact))])].sort(),
      name: name === null || placeholderName.test(name) ? null : { at: seenAt, value: name },
    },
  }
}
