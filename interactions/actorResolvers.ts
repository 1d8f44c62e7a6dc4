import type { Actor } from './interaction.ts'

/** The resolvers of `Actor`: the id of an actor in a foreign system is stored as `id`, what is not known is left out. */
export const actorResolvers = {
  externalId: ({ id }: Actor) => id,
  model: ({ model }: Actor) => model ?? null,
  version: ({ version }: Actor) => version ?? null,
  briefId: ({ briefId }: Actor) => briefId ?? null,
}
