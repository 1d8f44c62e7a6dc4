import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import { interactionLoaderOf } from '../../interactions/interactionLoader.ts'
import type { Logger } from '../../platform/process/logger.ts'
import type { RequestScope } from '../../platform/subgraph/requestScope.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph/subgraph.ts'
import type { IdentityContext } from './context.ts'
import { createCustomerLoader, type CustomerLoader } from './customer/customerLoader.ts'
import { createCustomerSearch } from './customer/customerSearch.ts'
import { createCustomerStore } from './customer/customerStore.ts'
import { createFactStore } from './knowledge/factStore.ts'
import { createIdentificationStore } from './identification/identificationStore.ts'
import { createIdentifierStore } from './identifier/identifierStore.ts'
import { createIdentifyCustomer } from './identification/identifyCustomer.ts'
import { createIdentityChangeLog } from './merge/identityChangeLog.ts'
import { createLinkProfiles } from './decision/linkProfiles.ts'
import { createMarkIdentifierShared } from './identifier/markIdentifierShared.ts'
import { createMergeCustomers } from './merge/mergeCustomers.ts'
import { createMergePreview } from './merge/mergePreview.ts'
import { createProfileLinkLoader } from './decision/profileLinkLoader.ts'
import { createProfileLinkStore } from './decision/profileLinkStore.ts'
import { createRecordConsent } from './knowledge/recordConsent.ts'
import { createRemoveProfileLink } from './decision/removeProfileLink.ts'
import { createReservedIdentifierStore } from './identifier/reservedIdentifierStore.ts'
import { resolvers } from './resolvers.ts'
import type { IdentityRules } from './rules/identityRules.ts'
import { readRules } from './rules/readRules.ts'
import { createSplitCustomer } from './merge/splitCustomer.ts'
import { createSeparateProfiles } from './decision/separateProfiles.ts'
import { createSetCustomerAttributes } from './knowledge/setCustomerAttributes.ts'
import { createTagCustomer } from './knowledge/tagCustomer.ts'
import { createUnmergeCustomer } from './merge/unmergeCustomer.ts'

/** The identity subgraph: who a customer is. Its collections and indexes are made by `ensureIndexes(connection)`. */
export function createIdentitySubgraph({
  connection,
  clock,
  logger,
  rules = readRules(),
}: {
  connection: Connection
  clock: Clock
  logger: Logger
  /** The default ones where none are given. */
  rules?: IdentityRules
}): Subgraph {
  const customers = createCustomerStore(connection)
  const customerSearch = createCustomerSearch(connection)
  const facts = createFactStore(connection)
  const identifiers = createIdentifierStore(connection)
  const links = createProfileLinkStore(connection)
  const identifications = createIdentificationStore(connection)
  const changes = createIdentityChangeLog({ connection, clock })
  const reserved = createReservedIdentifierStore(connection)
  const splitCustomer = createSplitCustomer({ customers, identifiers, reserved, changes, rules })
  const identifyCustomer = createIdentifyCustomer({
    connection,
    clock,
    customers,
    identifiers,
    links,
    facts,
    identifications,
    reserved,
    changes,
    rules,
    logger,
  })
  const mergeCustomers = createMergeCustomers({ connection, customers, facts, links, changes, logger })
  const mergePreview = createMergePreview({ connection, customers, facts, links })
  const tagCustomer = createTagCustomer({ connection, clock, customers })
  const setCustomerAttributes = createSetCustomerAttributes({ connection, clock, customers, facts })
  const recordConsent = createRecordConsent({ connection, clock, customers, facts })
  const unmergeCustomer = createUnmergeCustomer({ connection, customers, links, splitCustomer, logger })
  const linkProfiles = createLinkProfiles({ connection, clock, customers, facts, links, changes, logger })
  const separateProfiles = createSeparateProfiles({
    connection,
    clock,
    customers,
    links,
    splitCustomer,
    logger,
  })
  const removeProfileLink = createRemoveProfileLink({ connection, customers, links, logger })
  const markIdentifierShared = createMarkIdentifierShared({
    connection,
    clock,
    customers,
    identifiers,
    rules,
    logger,
  })
  const loaders = new WeakMap<RequestScope, CustomerLoader>()

  function customerLoaderOf(scope: RequestScope): CustomerLoader {
    const loader = loaders.get(scope) ?? createCustomerLoader(customers, facts)
    loaders.set(scope, loader)
    return loader
  }

  return createSubgraph<IdentityContext>({
    name: 'identity',
    resolvers,
    createContext: ({ principal, scope }) => ({
      principal,
      rules,
      customers,
      customerLoader: customerLoaderOf(scope),
      customerSearch,
      interactions: interactionLoaderOf(connection, scope),
      profileLinks: createProfileLinkLoader(links),
      identifyCustomer,
      mergeCustomers,
      mergePreview,
      tagCustomer,
      setCustomerAttributes,
      recordConsent,
      unmergeCustomer,
      linkProfiles,
      separateProfiles,
      removeProfileLink,
      markIdentifierShared,
    }),
  })
}
