import type { Principal } from '../../platform/principal.ts'
import type { InteractionLoader } from '../../platform/interactionLoader.ts'
import type { CustomerLoader } from './customerLoader.ts'
import type { CustomerSearch } from './customerSearch.ts'
import type { CustomerStore } from './customerStore.ts'
import type { IdentifyCustomer } from './identifyCustomer.ts'
import type { LinkProfiles } from './linkProfiles.ts'
import type { MarkIdentifierShared } from './markIdentifierShared.ts'
import type { MergePreviewReader } from './mergePreview.ts'
import type { MergeCustomers } from './mergeCustomers.ts'
import type { ProfileLinkLoader } from './profileLinkLoader.ts'
import type { RecordConsent } from './recordConsent.ts'
import type { RemoveProfileLink } from './removeProfileLink.ts'
import type { IdentityRules } from './rules/identityRules.ts'
import type { SeparateProfiles } from './separateProfiles.ts'
import type { SetCustomerAttributes } from './setCustomerAttributes.ts'
import type { TagCustomer } from './tagCustomer.ts'
import type { UnmergeCustomer } from './unmergeCustomer.ts'

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
