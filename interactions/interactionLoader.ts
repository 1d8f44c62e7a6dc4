import DataLoader from 'dataloader'
import type { Connection } from 'mongoose'
import type { Interaction } from './interaction.ts'
import { interactionModel, toInteraction } from './interactionModel.ts'
import type { RequestScope } from '../platform/subgraph/requestScope.ts'

export type InteractionLoader = DataLoader<string, Interaction | null>

const loaders = new WeakMap<Connection, WeakMap<RequestScope, InteractionLoader>>()

/**
 * The request's loader of interactions by id: one read per batch, null where there is none. Subgraphs that share a
 * connection share it, so `prime` what you have read or written.
 */
export function interactionLoaderOf(connection: Connection, scope: RequestScope): InteractionLoader {
  const ofConnection = loaders.get(connection) ?? new WeakMap<RequestScope, InteractionLoader>()
  loaders.set(connection, ofConnection)
  const known = ofConnection.get(scope)
  if (known) return known
  const loader: InteractionLoader = new DataLoader(async (ids) => {
    const documents = await interactionModel(connection)
      .find({ _id: { $in: [...ids] } })
      .lean()
    const byId = new Map(documents.map((document) => [document._id, toInteraction(document)]))
    return ids.map((id) => byId.get(id) ?? null)
  })
  ofConnection.set(scope, loader)
  return loader
}

/** Let the request know the newest state of an interaction, in place of what it may have loaded before. */
export function primeInteraction(loader: InteractionLoader, interaction: Interaction): Interaction {
  loader.clear(interaction.id).prime(interaction.id, interaction)
  return interaction
}
