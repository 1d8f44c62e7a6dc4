import DataLoader from 'dataloader'
import type { Connection } from 'mongoose'
import type { Interaction } from '../interaction.ts'
import { createInteractionStore } from '../log/interactionStore.ts'
import type { RequestScope } from '../../platform/subgraph/requestScope.ts'

export type InteractionLoader = DataLoader<string, Interaction | null>

const loaders = new WeakMap<Connection, WeakMap<RequestScope, InteractionLoader>>()

/**
 * The request's loader of interactions by id: one read per batch, null where there is none. Subgraphs that share a
 * connection share the loader, so prime it with what was read or written.
 */
export function interactionLoaderOf(connection: Connection, scope: RequestScope): InteractionLoader {
  const ofConnection = loaders.get(connection) ?? new WeakMap<RequestScope, InteractionLoader>()
  loaders.set(connection, ofConnection)
  const existing = ofConnection.get(scope)
  if (existing) return existing
  const loader: InteractionLoader = new DataLoader(async (ids) => {
    const found = await createInteractionStore(connection).findAll(ids)
    const byId = new Map(found.map((interaction) => [interaction.id, interaction]))
    return ids.map((id) => byId.get(id) ?? null)
  })
  ofConnection.set(scope, loader)
  return loader
}

/** Replace what the request may have loaded of an interaction by its newest state. */
export function primeInteraction(loader: InteractionLoader, interaction: Interaction): Interaction {
  loader.clear(interaction.id).prime(interaction.id, interaction)
  return interaction
}
