import { mailAddressOf } from '../../../../platform/lang/mailAddress.ts'
import { limited } from '../limited.ts'
import { type JsonObject, objectOf, textOf } from '../json.ts'
import type { EmailAuthor } from '../../state/messageExtras.ts'
import { addressesOf } from './readEmail.ts'

/**
 * The author of an e-mail that came, when Chatwoot names the contact instead: a colleague who answers in the thread,
 * another address of the contact. Null when it is the contact; undefined when the author is not
 * known, or no address of the contact is. A mailing list writes its own address as the author and keeps the author in a
 * header.
 */
export function readEmailAuthor(
  message: JsonObject,
  conversation: JsonObject,
): EmailAuthor | null | undefined {
  const email = objectOf(objectOf(message['content_attributes'])['email'])
  const headers = objectOf(email['headers'])
  const authors = [headers['x-original-sender'], headers['x-original-from'], email['from']]
    .flatMap(addressesOf)
    .map(mailAddressOf)
    .filter(({ address }) => address.includes('@'))
  const [author] = authors
  const owner = objectOf(objectOf(conversation['meta'])['sender'])
  const { source_id: inboxAddress } = objectOf(conversation['contact_inbox'])
  const contact = [objectOf(message['sender'])['email'] ?? owner['email'], inboxAddress]
    .map((address) => textOf(address)?.trim().toLowerCase())
    .filter((address) => address?.includes('@'))
  if (!author || contact.length === 0) return undefined
  if (authors.some(({ address }) => contact.includes(address.toLowerCase()))) return null
  const named = authors.find(({ address, name }) => name !== null && isSame(address, author.address))
  return { address: limited(author.address, 255), name: named ? limited(named.name ?? '', 255) : null }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
