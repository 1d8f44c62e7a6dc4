import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/clock.ts'
import { interactionLoaderOf } from '../../platform/interactionLoader.ts'
import type { Logger } from '../../platform/logger.ts'
import type { RequestScope } from '../../platform/requestScope.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph.ts'
import type { IdentityContext } from './context.ts'
import { createCustomerLoader, type CustomerLoader } from './customerLoader.ts'
import { createCustomerSearch } from './customerSearch.ts'
import { createCustomerStore } from './customerStore.ts'
import { createFactStore } from './factStore.ts'
import { createIdentificationStore } from './identificationStore.ts'
import { createIdentifierStore } from './identifierStore.ts'
import { createIdentifyCustomer } from './identifyCustomer.ts'
import { createIdentityChangeLog } from './identityChangeLog.ts'
import { createLinkProfiles } from './linkProfiles.ts'
import { createMarkIdentifierShared } from './markIdentifierShared.ts'
import { createMergeCustomers } from './mergeCustomers.ts'
import { createMergePreview } from './mergePreview.ts'
import { createProfileLinkLoader } from './profileLinkLoader.ts'
import { createProfileLinkStore } from './profileLinkStore.ts'
import { createRecordConsent } from './recordConsent.ts'
import { createRemoveProfileLink } from './removeProfileLink.ts'
import { createReservedIdentifierStore } from './reservedIdentifierStore.ts'
import { resolvers } from './resolvers.ts'
import type { IdentityRules } from './rules/identityRules.ts'
import { readRules } from './rules/readRules.ts'
import { createSeparateCustomer } from './separateCustomer.ts'
import { createSeparateProfiles } from './separateProfiles.ts'
import { createSetCustomerAttributes } from './setCustomerAttributes.ts'
import { createTagCustomer } from './tagCustomer.ts'
import { createUnmergeCustomer } from './unmergeCustomer.ts'

/** The identity room: who a customer is. Its collections and indexes are made by `ensureIndexes(connection)`. */
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
  const separateCustomer = createSeparateCustomer({ customers, identifiers, reserved, changes, rules })
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
  const unmergeCustomer = createUnmergeCustomer({ connection, customers, links, separateCustomer, logger })
  const linkProfiles = createLinkProfiles({ connection, clock, customers, facts, links, changes, logger })
  const separateProfiles = createSeparateProfiles({
    connection,
    clock,
    customers,
    links,
    separateCustomer,
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
