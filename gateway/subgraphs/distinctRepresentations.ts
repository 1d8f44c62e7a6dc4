import { GraphQLError } from 'graphql'

/** The representations without repetitions, and for each original position the index of its representation. */
export type DistinctRepresentations = { distinct: unknown[]; indexes: number[] }

/** Find repeated representations; null when there are none. */
export function distinctRepresentations(representations: readonly unknown[]): DistinctRepresentations | null {
  if (representations.length < 2) return null
  const indexByText = new Map<string, number>()
  const distinct: unknown[] = []
  const indexes = representations.map((representation) => {
    const text = JSON.stringify(representation)
    const index = indexByText.get(text)
    if (index !== undefined) return index
    indexByText.set(text, distinct.length)
    return distinct.push(representation) - 1
  })
  return distinct.length < representations.length ? { distinct, indexes } : null
}

/**
 * The entities for every original position. No two positions share an object, because the executor writes into its
 * entities.
 */
export function spreadEntities(entities: readonly unknown[], indexes: readonly number[]): unknown[] {
  const given = new Set<number>()
  return indexes.map((index) => {
    if (given.has(index)) return copyOf(entities[index])
    given.add(index)
    return entities[index]
  })
}

/** The errors for every original position. */
export function spreadErrors(errors: readonly GraphQLError[], indexes: readonly number[]): GraphQLError[] {
  return errors.flatMap((error) => {
    const [root, at, ...rest] = error.path ?? []
    if (root !== '_entities' || typeof at !== 'number') return [error]
    return indexes.flatMap((index, position) =>
      index === at
        ? [new GraphQLError(error.message, { path: [root, position, ...rest], extensions: error.extensions })]
        : [],
    )
  })
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf)
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = { __proto__: null }
  for (const [key, inner] of Object.entries(value)) copy[key] = copyOf(inner)
  return copy
}
