import type { Principal } from '../../platform/principal.ts'
import type { InteractionLoader } from '../../platform/interactionLoader.ts'
import type { CustomerLoader } from './customerLoader.ts'
import type { CustomerSearch } from './customerSearch.ts'
import type { CustomerStore } from './customerStore.ts'
import type { IdentifyCustomer } from './identifyCustomer.ts'
import type { MergePreviewReader } from './mergePreview.ts'
import type { MergeCustomers } from './mergeCustomers.ts'
import type { RecordConsent } from './recordConsent.ts'
import type { SetCustomerAttributes } from './setCustomerAttributes.ts'
import type { TagCustomer } from './tagCustomer.ts'
import type { UnmergeCustomer } from './unmergeCustomer.ts'

/** What the resolvers of one request work with. */
export type IdentityContext = {
  principal: Principal
  customers: CustomerStore
  customerLoader: CustomerLoader
  customerSearch: CustomerSearch
  interactions: InteractionLoader
  identifyCustomer: IdentifyCustomer
  mergeCustomers: MergeCustomers
  mergePreview: MergePreviewReader
  unmergeCustomer: UnmergeCustomer
  tagCustomer: TagCustomer
  setCustomerAttributes: SetCustomerAttributes
  recordConsent: RecordConsent
}
