import type { ApplyObservations } from '../chatwoot/send/applyObservations.ts'
import type { ErasedObjectStore } from '../chatwoot/state/erasedObjectStore.ts'
import { eventKeysIn } from './eventKeys.ts'
import type { IsBeingErased } from './pendingErasure.ts'

/**
 * Applies observations, also while erasures go on: nothing is applied of a customer who is being erased. What is not
 * applied, because the customer is or was erased, is marked, so that a repeat of it is recognised.
 */
export function createApplyUnlessErased({
  apply,
  isBeingErased,
  erased,
}: {
  apply: ApplyObservations
  isBeingErased: IsBeingErased
  erased: ErasedObjectStore
}): ApplyObservations {
  return async (observations, receivedAt) => {
    const isErased =
      (await isBeingErased(observations, receivedAt)) || (await apply(observations, receivedAt)) === 'ERASED'
    if (!isErased) return 'APPLIED'
    await erased.mark(eventKeysIn(observations), receivedAt)
    return 'ERASED'
  }
}
