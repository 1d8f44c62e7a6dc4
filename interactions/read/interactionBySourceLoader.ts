import DataLoader from 'dataloader'
import type { Connection } from 'mongoose'
import type { Interaction } from '../interaction.ts'
import { createInteractionStore, type ScopedSource, sourceKey } from '../log/interactionStore.ts'
import type { RequestScope } from '../../platform/subgraph/requestScope.ts'
import { interactionLoaderOf } from './interactionLoader.ts'

export type InteractionBySourceLoader = DataLoader<ScopedSource, Interaction | null, string>

/** A request's loader of interactions by their foreign records: one read per batch, null where there is none. */
export function createInteractionBySourceLoader(
  connection: Connection,
  scope: RequestScope,
): InteractionBySourceLoader {
  const interactions = interactionLoaderOf(connection, scope)
  return new DataLoader(
    async (sources) => {
      const found = await createInteractionStore(connection).findBySources(sources)
      for (const interaction of found) if (interaction) interactions.prime(interaction.id, interaction)
      return found
    },
    {
      maxBatchSize: 100,
      cacheKeyFn: (source) => sourceKey(source.keyScope, source),
    },
  )
}
