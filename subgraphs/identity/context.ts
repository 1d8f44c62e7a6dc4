import type { Principal } from '../../platform/subgraph/principal.ts'
import type { BriefStore } from '../../interactions/brief/briefStore.ts'
import type { InteractionLoader } from '../../interactions/read/interactionLoader.ts'
import type { ConversationPlaceStore } from '../../interactions/visibility/conversationPlaceStore.ts'
import type { ApiKeyChanges } from './apiKeys/apiKeyChanges.ts'
import type { ApiKeyStore } from './apiKeys/apiKeyStore.ts'
import type { CustomerAccess } from './access/customerAccess.ts'
import type { VisibleCustomers } from './access/visibleCustomers.ts'
import type { SetCustomerAttributes } from './attributes/setCustomerAttributes.ts'
import type { RecordConsent } from './consents/recordConsent.ts'
import type { IdentifierCorrectionStore } from './correction/identifierCorrectionStore.ts'
import type { MoveIdentifier } from './correction/moveIdentifier.ts'
import type { RemoveIdentifier } from './correction/removeIdentifier.ts'
import type { UndoIdentifierCorrection } from './correction/undoIdentifierCorrection.ts'
import type { WithdrawnIdentifierLoader } from './correction/withdrawnIdentifierLoader.ts'
import type { CustomerLoader } from './customer/customerLoader.ts'
import type { CustomerSearch } from './customer/customerSearchStore.ts'
import type { DecideProfilesDifferent } from './decision/decideProfilesDifferent.ts'
import type { DecideProfilesSame } from './decision/decideProfilesSame.ts'
import type { ProfileDecisionLoader } from './decision/profileDecisionLoader.ts'
import type { WithdrawProfileDecision } from './decision/withdrawProfileDecision.ts'
import type { IdentifyCustomer } from './identification/identifyCustomer.ts'
import type { MarkIdentifierShared } from './identifier/markIdentifierShared.ts'
import type { MergeCustomers } from './merge/mergeCustomers.ts'
import type { ReadMergePreview } from './merge/mergePreview.ts'
import type { UnmergeCustomer } from './merge/unmergeCustomer.ts'
import type { NameCorrectionLoader } from './names/nameCorrectionLoader.ts'
import type { RenameCustomer } from './names/renameCustomer.ts'
import type { ErasureStore } from '../../privacy/erasure/erasureStore.ts'
import type { EraseCustomer } from './privacy/eraseCustomer.ts'
import type { ExportCustomer } from './privacy/exportCustomer.ts'
import type { CustomerHolds } from './privacy/holdCustomer.ts'
import type { IdentityRules } from './rules/identityRules.ts'
import type { TagCustomer } from './tags/tagCustomer.ts'

/** What the resolvers of one request use. */
export type IdentityContext = {
  principal: Principal
  rules: IdentityRules
  access: CustomerAccess
  /** What a caller asks for goes through these. */
  visibleCustomers: VisibleCustomers
  /** Without regard to what the caller may see. */
  customerLoader: CustomerLoader
  customerSearch: CustomerSearch
  interactions: InteractionLoader
  conversationPlaces: ConversationPlaceStore
  briefs: BriefStore
  nameCorrections: NameCorrectionLoader
  profileDecisions: ProfileDecisionLoader
  withdrawnIdentifiers: WithdrawnIdentifierLoader
  readMergePreview: ReadMergePreview
  identifyCustomer: IdentifyCustomer
  mergeCustomers: MergeCustomers
  unmergeCustomer: UnmergeCustomer
  decideProfilesSame: DecideProfilesSame
  decideProfilesDifferent: DecideProfilesDifferent
  withdrawProfileDecision: WithdrawProfileDecision
  markIdentifierShared: MarkIdentifierShared
  removeIdentifier: RemoveIdentifier
  moveIdentifier: MoveIdentifier
  undoIdentifierCorrection: UndoIdentifierCorrection
  identifierCorrections: IdentifierCorrectionStore
  renameCustomer: RenameCustomer
  tagCustomer: TagCustomer
  setCustomerAttributes: SetCustomerAttributes
  recordConsent: RecordConsent
  eraseCustomer: EraseCustomer
  exportCustomer: ExportCustomer
  customerHolds: CustomerHolds
  erasures: ErasureStore
  apiKeys: ApiKeyStore
  apiKeyChanges: ApiKeyChanges
}
