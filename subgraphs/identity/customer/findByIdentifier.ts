import type { IdentifierKey } from '../identifier/identifier.ts'
import { sameNumberToLookUp } from '../normalization/sameNumberToLookUp.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { ShownCustomer } from './customer.ts'
import type { Detail } from './customerDetail.ts'
import type { CustomerStore } from './customerStore.ts'

/**
 * The customer that has an identifier. When none has a telephone, the one that has its wa_id, and the other way round.
 * Null when there is neither, and when the identifier or the other one is shared.
 */
export async function findByIdentifier(
  key: IdentifierKey,
  detail: Detail,
  {
    customers,
    rules,
  }: { customers: Pick<CustomerStore, 'lookUpByIdentifier' | 'isShared'>; rules: IdentityRules },
): Promise<ShownCustomer | null> {
  const found = await customers.lookUpByIdentifier(key, detail)
  const other = found ? null : sameNumberToLookUp(key, rules)
  if (!other) return found
  const [isShared, instead] = await Promise.all([
    customers.isShared(key),
    customers.lookUpByIdentifier(other, detail),
  ])
  return isShared ? null : instead
}
