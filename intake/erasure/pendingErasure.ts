import type { ErasureTargets } from '../../privacy/erasure/erasure.ts'
import type { ErasureStore } from '../../privacy/erasure/erasureStore.ts'
import type { ChatwootObject } from '../chatwoot/state/chatwootObject.ts'

/**
 * Whether objects of a delivery are of a customer whose erasure was requested after the delivery arrived, and whose
 * deliveries are still to be erased. Applied now, such a delivery would become the history of a new customer.
 */
export type IsBeingErased = (objects: readonly ChatwootObject[], receivedAt: Date) => Promise<boolean>

export function createPendingErasure(store: Pick<ErasureStore, 'listPendingTargets'>): IsBeingErased {
  return async (objects, receivedAt) => {
    const pending = await store.listPendingTargets('intake', receivedAt)
    return pending.some((targets) => objects.some((object) => isNamedBy(object, targets)))
  }
}

function isNamedBy({ kind, account, id }: ChatwootObject, targets: ErasureTargets): boolean {
  const name = `${account}:${id}`
  if (kind === 'contact') return targets.chatwootContacts.includes(name)
  return kind === 'conversation' && targets.chatwootConversations.includes(name)
}
