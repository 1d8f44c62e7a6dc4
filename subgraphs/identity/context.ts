import type { Principal } from '../../platform/subgraph/principal.ts'
import type { InteractionLoader } from '../../interactions/interactionLoader.ts'
import type { CustomerLoader } from './customer/customerLoader.ts'
import type { CustomerSearch } from './customer/customerSearch.ts'
import type { CustomerStore } from './customer/customerStore.ts'
import type { IdentifyCustomer } from './identification/identifyCustomer.ts'
import type { LinkProfiles } from './decision/linkProfiles.ts'
import type { MarkIdentifierShared } from './identifier/markIdentifierShared.ts'
import type { MergePreviewReader } from './merge/mergePreview.ts'
import type { MergeCustomers } from './merge/mergeCustomers.ts'
import type { ProfileLinkLoader } from './decision/profileLinkLoader.ts'
import type { RecordConsent } from './knowledge/recordConsent.ts'
import type { RemoveProfileLink } from './decision/removeProfileLink.ts'
import type { IdentityRules } from './rules/identityRules.ts'
import type { SeparateProfiles } from './decision/separateProfiles.ts'
import type { SetCustomerAttributes } from './knowledge/setCustomerAttributes.ts'
import type { TagCustomer } from './knowledge/tagCustomer.ts'
import type { UnmergeCustomer } from './merge/unmergeCustomer.ts'

/** What the resolvers of one request work with. */
export type IdentityContext = {
  principal: Principal
  rules: IdentityRules
  customers: CustomerStore
  customerLoader: CustomerLoader
  customerSearch: CustomerSearch
  interactions: InteractionLoader
  profileLinks: ProfileLinkLoader
  identifyCustomer: IdentifyCustomer
  mergeCustomers: MergeCustomers
  mergePreview: MergePreviewReader
  unmergeCustomer: UnmergeCustomer
  linkProfiles: LinkProfiles
  separateProfiles: SeparateProfiles
  removeProfileLink: RemoveProfileLink
  markIdentifierShared: MarkIdentifierShared
  tagCustomer: TagCustomer
  setCustomerAttributes: SetCustomerAttributes
  recordConsent: RecordConsent
}
