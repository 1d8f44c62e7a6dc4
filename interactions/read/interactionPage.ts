import type { Connection } from 'mongoose'
import {
  type CustomerReference,
  createNewestFirstPage,
  type PageArguments,
} from '../../platform/paging/newestFirstPage.ts'
import type { ConnectionOf } from '../../platform/paging/paging.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { Interaction, InteractionKind } from '../interaction.ts'
import type { Matter } from '../matter.ts'
import { type InteractionLoader, primeInteraction } from './interactionLoader.ts'
import { type BodyFilter, createInteractionStore } from '../log/interactionStore.ts'

/** A page of a customer's interactions of one kind, the latest first, limited to what the principal may read. */
export type InteractionPage = (
  customer: CustomerReference,
  page: PageArguments,
  request: {
    bodyFilter: BodyFilter
    matter?: Matter | null | undefined
    interactions: InteractionLoader
    principal: Principal
  },
) => Promise<ConnectionOf<Interaction>>

/** Make the reader of `Customer.<field>`, whose nodes are the interactions of a kind. */
export function createInteractionPage(
  connection: Connection,
  { kind, field }: { kind: InteractionKind; field: string },
): InteractionPage {
  const store = createInteractionStore(connection)
  const readPage = createNewestFirstPage<Interaction>({
    cursorKind: field,
    timeField: 'occurredAt',
    positionOf: ({ occurredAt, id, profileId }) => ({ at: occurredAt.getTime(), id, profileId }),
  })
  return (customer, page, { bodyFilter, matter, interactions, principal }) =>
    readPage(customer, page, async (query) => {
      const found = await store.page(kind, query, { principal, bodyFilter, matter })
      return found.map((interaction) => primeInteraction(interactions, interaction))
    })
}
