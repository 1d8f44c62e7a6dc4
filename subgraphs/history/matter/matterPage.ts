import {
  type CustomerReference,
  createNewestFirstPage,
  type PageArguments,
} from '../../../platform/paging/newestFirstPage.ts'
import type { ConnectionOf } from '../../../platform/paging/paging.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { CustomerMatterFilter } from '../schemaTypes.ts'
import type { CustomerMatter } from './customerMatter.ts'
import type { MatterStore } from './matterStore.ts'

/** A page of a customer's matters with what the principal may see of them, the one with the latest touch first. */
export type MatterPage = (
  customer: CustomerReference,
  page: PageArguments,
  request: { filter: CustomerMatterFilter; principal: Principal },
) => Promise<ConnectionOf<CustomerMatter>>

export function createMatterPage(store: MatterStore): MatterPage {
  const readPage = createNewestFirstPage<CustomerMatter>({
    cursorKind: 'matters',
    timeField: 'at',
    // The touch, and not the matter, whose id is data of the customer.
    positionOf: ({ lastTouch: { at, id, profileId } }) => ({ at: at.getTime(), id, profileId }),
  })
  return (customer, page, request) =>
    readPage(customer, page, (query) => store.page(customer.profileIds ?? [], query, request))
}
