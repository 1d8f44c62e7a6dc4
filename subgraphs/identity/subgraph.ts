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
import { createIdentifyCustomer } from './identifyCustomer.ts'
import { createIdentityChangeLog } from './identityChangeLog.ts'
import { createMergeCustomers } from './mergeCustomers.ts'
import { createMergePreview } from './mergePreview.ts'
import { createRecordConsent } from './recordConsent.ts'
import { resolvers } from './resolvers.ts'
import { createSetCustomerAttributes } from './setCustomerAttributes.ts'
import { createTagCustomer } from './tagCustomer.ts'
import { createUnmergeCustomer } from './unmergeCustomer.ts'

/** The identity room: who a customer is. Its collections and indexes are made by `ensureIndexes(connection)`. */
export function createIdentitySubgraph({
  connection,
  clock,
  logger,
}: {
  connection: Connection
  clock: Clock
  logger: Logger
}): Subgraph {
  const customers = createCustomerStore(connection)
  const customerSearch = createCustomerSearch(connection)
  const facts = createFactStore(connection)
  const identifications = createIdentificationStore(connection)
  const changes = createIdentityChangeLog({ connection, clock })
  const identifyCustomer = createIdentifyCustomer({
    connection,
    clock,
    customers,
    identifications,
    changes,
    logger,
  })
  const mergeCustomers = createMergeCustomers({ connection, customers, facts, changes, logger })
  const mergePreview = createMergePreview({ connection, customers, facts })
  const tagCustomer = createTagCustomer({ connection, clock, customers })
  const setCustomerAttributes = createSetCustomerAttributes({ connection, clock, customers, facts })
  const recordConsent = createRecordConsent({ connection, clock, customers, facts })
  const unmergeCustomer = createUnmergeCustomer({ connection, customers, changes, logger })
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
      customers,
      customerLoader: customerLoaderOf(scope),
      customerSearch,
      interactions: interactionLoaderOf(connection, scope),
      identifyCustomer,
      mergeCustomers,
      mergePreview,
      tagCustomer,
      setCustomerAttributes,
      recordConsent,
      unmergeCustomer,
    }),
  })
}
