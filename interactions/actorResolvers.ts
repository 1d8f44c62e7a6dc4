import type { Actor } from './interaction.ts'

/** The resolvers of `Actor`: the id of an actor in a foreign system is stored as `id`. */
export const actorResolvers = {
  externalId: ({ id }: Actor) => id,
}
