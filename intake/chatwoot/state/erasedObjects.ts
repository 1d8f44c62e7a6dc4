import type { KeyedHash } from '../../../privacy/key/installationKeyStore.ts'
import type { ChatwootObject } from './chatwootObject.ts'

/** The id of what stays of an erased object: a keyed hash, by which a repeat of it is recognised. */
export function erasedIdOf(key: string, hash: KeyedHash): string {
  return `erased:${hash('chatwootObject', key)}`
}

/**
 * Whether observations of one delivery are of a customer who was erased: the delivery arrived before the erasure of one of
 * its objects; or one shows an erased message, answer, rating, hand-off or status; or they show nothing but a contact and a
 * conversation as they were before the erasure. A new message of the same contact is of a new customer.
 */
export function isOfErased(
  observations: readonly ChatwootObject[],
  { erasedAt, receivedAt }: { erasedAt: (observation: ChatwootObject) => Date | null; receivedAt: Date },
): boolean {
  const isFromBefore = (at: Date | null) => at !== null && receivedAt <= at
  if (observations.some((each) => isFromBefore(erasedAt(each)))) return true
  const events = observations.filter(({ kind }) => kind !== 'contact' && kind !== 'conversation')
  if (events.some((each) => erasedAt(each) !== null)) return true
  if (events.some(({ kind }) => kind !== 'inbox')) return false
  return observations.some((each) => {
    const at = erasedAt(each)
    return at !== null && shownAt(each) <= at.getTime()
  })
}

function shownAt(object: ChatwootObject): number {
  if (object.kind === 'contact') return object.state.observedAt ?? 0
  return object.kind === 'conversation' ? object.state.fields.at : 0
}
