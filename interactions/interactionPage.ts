import type { Connection } from 'mongoose'
import type { Interaction, InteractionKind } from './interaction.ts'
import { interactionModel, toInteraction } from './interactionModel.ts'
import type { InteractionLoader } from './interactionLoader.ts'
import { primeInteraction } from './interactionLoader.ts'
import {
  type CustomerReference,
  createNewestFirstPage,
  type PageArguments,
} from '../platform/paging/newestFirstPage.ts'
import type { ConnectionOf } from '../platform/paging/paging.ts'
import type { Principal } from '../platform/subgraph/principal.ts'
import { mayReadInternal, readableConditions } from './visibility.ts'

/** A page of a customer's interactions of one kind, the latest first, of what he who asks may read. */
export type InteractionPage = (
  customer: CustomerReference,
  page: PageArguments,
  request: {
    /** Members of the body that must be one of these; one that is null or undefined is not looked at. */
    bodyFilter: Record<string, string[] | null | undefined>
    interactions: InteractionLoader
    principal: Principal
  },
) => Promise<ConnectionOf<Interaction>>

/** Make the reader of `Customer.<field>`, whose nodes are the interactions of a kind. */
export function createInteractionPage(
  connection: Connection,
  { kind, field }: { kind: InteractionKind; field: string },
): InteractionPage {
  const model = interactionModel(connection)
  const readPage = createNewestFirstPage<Interaction>({
    cursorKind: field,
    timeField: 'occurredAt',
    positionOf: ({ occurredAt, id, profileId }) => ({ at: occurredAt.getTime(), id, profileId }),
  })
  return (customer, page, { bodyFilter, interactions, principal }) =>
    readPage(customer, page, async ({ filter, sort, limit }) => {
      const documents = await model
        .find({
          ...filter,
          $and: [{ kind }, ...readableConditions(mayReadInternal(principal))],
          ...bodyConditions(bodyFilter),
        })
        .sort(sort)
        .limit(limit)
        // Else a customer with many messages and few of this kind may be read from end to end.
        .hint({ profileId: 1, kind: 1, occurredAt: 1, _id: 1 })
        .lean()
      return documents.map((document) => primeInteraction(interactions, toInteraction(document)))
    })
}

function bodyConditions(bodyFilter: Record<string, string[] | null | undefined>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(bodyFilter).flatMap(([member, allowed]) =>
      allowed ? [[`body.${member}`, { $in: allowed }]] : [],
    ),
  )
}
