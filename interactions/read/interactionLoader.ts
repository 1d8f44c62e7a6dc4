import DataLoader from 'dataloader'
import type { Connection } from 'mongoose'
import type { Interaction } from '../interaction.ts'
import { createInteractionStore } from '../log/interactionStore.ts'
import type { RequestScope } from '../../platform/subgraph/requestScope.ts'
import { createPerRequest } from './perRequest.ts'

export type InteractionLoader = DataLoader<string, Interaction | null>

const loaderOf = createPerRequest<InteractionLoader>()

/**
 * The request's loader of interactions by id: one read per batch, null where there is none. Subgraphs that share a
 * connection share the loader, so prime it with what was read or written.
 */
export function interactionLoaderOf(connection: Connection, scope: RequestScope): InteractionLoader {
  return loaderOf(
    connection,
    scope,
    () =>
      new DataLoader(async (ids) => {
        const found = await createInteractionStore(connection).findAll(ids)
        const byId = new Map(found.map((interaction) => [interaction.id, interaction]))
        return ids.map((id) => byId.get(id) ?? null)
      }),
  )
}

/** Replace what the request may have loaded of an interaction by its newest state. */
export function primeInteraction(loader: InteractionLoader, interaction: Interaction): Interaction {
  loader.clear(interaction.id).prime(interaction.id, interaction)
  return interaction
}
