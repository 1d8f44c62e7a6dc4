import type { Connection } from 'mongoose'
import { interactionLoaderOf } from '../../interactions/read/interactionLoader.ts'
import { createBriefStore } from '../../interactions/brief/briefStore.ts'
import { createConversationPlaceStore } from '../../interactions/visibility/conversationPlaceStore.ts'
import { createCustomerAccessStore } from '../../interactions/visibility/customerAccessStore.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import type { AuditTrail } from '../../platform/subgraph/audit/auditTrail.ts'
import type { RequestScope } from '../../platform/subgraph/requestScope.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph/subgraph.ts'
import { createCustomerAccess } from './access/customerAccess.ts'
import { guardMutations } from './access/guardMutations.ts'
import { createVisibleCustomers } from './access/visibleCustomers.ts'
import { createApiKeyChanges } from './apiKeys/apiKeyChanges.ts'
import { createApiKeyStore } from './apiKeys/apiKeyStore.ts'
import { createFactStore } from './attributes/factStore.ts'
import { createSaveFacts } from './attributes/saveFacts.ts'
import { createSetCustomerAttributes } from './attributes/setCustomerAttributes.ts'
import { createRecordConsent } from './consents/recordConsent.ts'
import type { IdentityContext } from './context.ts'
import { createCorrectedIdentifierStore } from './correction/correctedIdentifierStore.ts'
import { createGiveUpIdentifier } from './correction/giveUpIdentifier.ts'
import { createIdentifierCorrectionStore } from './correction/identifierCorrectionStore.ts'
import { createMoveIdentifier } from './correction/moveIdentifier.ts'
import { createRemoveIdentifier } from './correction/removeIdentifier.ts'
import { createUndoIdentifierCorrection } from './correction/undoIdentifierCorrection.ts'
import { createWithdrawnIdentifierLoader } from './correction/withdrawnIdentifierLoader.ts'
import { createWithdrawnIdentifierStore } from './correction/withdrawnIdentifierStore.ts'
import { createWithdrawStatements } from './correction/withdrawStatements.ts'
import { createCustomerLoader, type CustomerLoader } from './customer/customerLoader.ts'
import { createCustomerSearch } from './customer/customerSearchStore.ts'
import { createCustomerStore } from './customer/customerStore.ts'
import { createChangeDecision } from './decision/changeDecision.ts'
import { createDecideProfilesDifferent } from './decision/decideProfilesDifferent.ts'
import { createDecideProfilesSame } from './decision/decideProfilesSame.ts'
import { createProfileDecisionLoader } from './decision/profileDecisionLoader.ts'
import { createProfileDecisionStore } from './decision/profileDecisionStore.ts'
import { createWithdrawProfileDecision } from './decision/withdrawProfileDecision.ts'
import { createIdentifyCustomer } from './identification/identifyCustomer.ts'
import { createLoadKnown } from './identification/loadKnown.ts'
import { createPreviewIdentification } from './identification/previewIdentification.ts'
import { createRestateClaims } from './identification/restateClaims.ts'
import { createWriteIdentification } from './identification/writeIdentification.ts'
import { createIdentifierStore } from './identifier/identifierStore.ts'
import { createMarkIdentifierShared } from './identifier/markIdentifierShared.ts'
import { createReservedIdentifierStore } from './identifier/reservedIdentifierStore.ts'
import { createIdentityActStore } from './merge/identityActStore.ts'
import { createIdentityChangeLog } from './merge/identityChangeLog.ts'
import { createMergeCustomers } from './merge/mergeCustomers.ts'
import { createReadMergePreview } from './merge/mergePreview.ts'
import { createMergePreviewStore } from './merge/mergePreviewStore.ts'
import { createPlanMerge } from './merge/planMerge.ts'
import { createSplitCustomer } from './merge/splitCustomer.ts'
import { createTakeApart } from './merge/takeApart.ts'
import { createUnmergeCustomer } from './merge/unmergeCustomer.ts'
import { createChangeCustomer } from './mutation/changeCustomer.ts'
import { createFirstAnswerStore } from './mutation/firstAnswerStore.ts'
import { createRunMutation } from './mutation/runMutation.ts'
import { createNameCorrectionLoader } from './names/nameCorrectionLoader.ts'
import { createNameCorrectionStore } from './names/nameCorrectionStore.ts'
import { createErasureStore } from '../../privacy/erasure/erasureStore.ts'
import { createHoldStore } from '../../privacy/hold/holdStore.ts'
import { createEraseCustomer } from './privacy/eraseCustomer.ts'
import { createExportCustomer } from './privacy/exportCustomer.ts'
import { createCustomerHolds } from './privacy/holdCustomer.ts'
import { createRenameCustomer } from './names/renameCustomer.ts'
import { resolvers } from './resolvers.ts'
import type { IdentityRules } from './rules/identityRules.ts'
import { readRules } from './rules/readRules.ts'
import { createTagCustomer } from './tags/tagCustomer.ts'

/** The identity subgraph: customers and their profiles. `ensureIndexes(connection)` creates its collections and indexes. */
export function createIdentitySubgraph({
  connection,
  clock,
  logger,
  rules = readRules(),
  audit,
}: {
  connection: Connection
  clock: Clock
  logger: Logger
  rules?: IdentityRules
  audit?: AuditTrail | undefined
}): Subgraph {
  const stores = {
    customers: createCustomerStore(connection),
    facts: createFactStore(connection),
    identifiers: createIdentifierStore(connection),
    reserved: createReservedIdentifierStore(connection),
    corrected: createCorrectedIdentifierStore(connection),
    withdrawn: createWithdrawnIdentifierStore(connection),
    corrections: createIdentifierCorrectionStore(connection),
    acts: createIdentityActStore(connection),
    nameCorrections: createNameCorrectionStore(connection),
    decisions: createProfileDecisionStore(connection),
    firstAnswers: createFirstAnswerStore(connection),
    previews: createMergePreviewStore(connection),
    changes: createIdentityChangeLog({ connection, clock }),
    customerAccess: createCustomerAccessStore(connection),
    apiKeys: createApiKeyStore(connection),
  }
  const privacy = { holds: createHoldStore(connection), erasures: createErasureStore(connection, clock) }
  const parts = { connection, clock, logger, rules, ...stores, ...privacy }
  const runMutation = createRunMutation(parts)
  const splitCustomer = createSplitCustomer(parts)
  const takeApart = createTakeApart({ ...parts, splitCustomer })
  const loadKnown = createLoadKnown(parts)
  const writeIdentification = createWriteIdentification(parts)
  const giveUpIdentifier = createGiveUpIdentifier({ ...parts, takeApart })
  const changing = {
    ...parts,
    runMutation,
    splitCustomer,
    takeApart,
    giveUpIdentifier,
    withdrawStatements: createWithdrawStatements({ ...parts, giveUpIdentifier }),
    changeCustomer: createChangeCustomer({ ...parts, runMutation }),
    changeDecision: createChangeDecision({ ...parts, runMutation }),
    planMerge: createPlanMerge(parts),
    saveFacts: createSaveFacts(parts),
    loadKnown,
    previewIdentification: createPreviewIdentification(parts),
    writeIdentification,
    restateClaims: createRestateClaims({ ...parts, loadKnown, writeIdentification }),
  }
  const shared = {
    rules,
    customerSearch: createCustomerSearch(connection),
    conversationPlaces: createConversationPlaceStore(connection),
    briefs: createBriefStore(connection),
    readMergePreview: createReadMergePreview(changing),
    identifyCustomer: createIdentifyCustomer(changing),
    mergeCustomers: createMergeCustomers(changing),
    unmergeCustomer: createUnmergeCustomer(changing),
    decideProfilesSame: createDecideProfilesSame(changing),
    decideProfilesDifferent: createDecideProfilesDifferent(changing),
    withdrawProfileDecision: createWithdrawProfileDecision(changing),
    markIdentifierShared: createMarkIdentifierShared(changing),
    removeIdentifier: createRemoveIdentifier(changing),
    moveIdentifier: createMoveIdentifier(changing),
    undoIdentifierCorrection: createUndoIdentifierCorrection(changing),
    identifierCorrections: stores.corrections,
    renameCustomer: createRenameCustomer(changing),
    tagCustomer: createTagCustomer(changing),
    setCustomerAttributes: createSetCustomerAttributes(changing),
    recordConsent: createRecordConsent(changing),
    eraseCustomer: createEraseCustomer(parts),
    exportCustomer: createExportCustomer(parts),
    customerHolds: createCustomerHolds(parts),
    erasures: privacy.erasures,
    apiKeys: stores.apiKeys,
    apiKeyChanges: createApiKeyChanges(parts),
  }
  const loaders = new WeakMap<RequestScope, CustomerLoader>()

  function customerLoaderOf(scope: RequestScope): CustomerLoader {
    const loader = loaders.get(scope) ?? createCustomerLoader(stores.customers, stores.facts)
    loaders.set(scope, loader)
    return loader
  }

  const subgraph = createSubgraph<IdentityContext>({
    name: 'identity',
    resolvers,
    audit,
    createContext({ principal, scope }) {
      const customerLoader = customerLoaderOf(scope)
      const access = createCustomerAccess(stores.customerAccess, principal)
      return {
        ...shared,
        principal,
        access,
        visibleCustomers: createVisibleCustomers({ ...parts, access, customerLoader }),
        customerLoader,
        interactions: interactionLoaderOf(connection, scope),
        nameCorrections: createNameCorrectionLoader(stores.nameCorrections),
        profileDecisions: createProfileDecisionLoader(stores.decisions),
        withdrawnIdentifiers: createWithdrawnIdentifierLoader(stores.withdrawn),
      }
    },
  })
  guardMutations(subgraph.schema)
  return subgraph
}
