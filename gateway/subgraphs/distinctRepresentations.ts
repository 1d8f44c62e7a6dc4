import { GraphQLError } from 'graphql'

/** What was asked several times, asked once: the distinct representations, and which of them each position wants. */
export type DistinctRepresentations = { distinct: unknown[]; indexes: number[] }

/** Null when no two representations are the same. */
export function distinctRepresentations(representations: readonly unknown[]): DistinctRepresentations | null {
  if (representations.length < 2) return null
  const indexByText = new Map<string, number>()
  const distinct: unknown[] = []
  const indexes = representations.map((representation) => {
    const text = JSON.stringify(representation)
    const known = indexByText.get(text)
    if (known !== undefined) return known
    indexByText.set(text, distinct.length)
    return distinct.push(representation) - 1
  })
  return distinct.length < representations.length ? { distinct, indexes } : null
}

/**
 * Entities for every position from those of the distinct representations. No two positions share an object, because
 * the executor writes into what it gets.
 */
export function spreadEntities(entities: readonly unknown[], indexes: readonly number[]): unknown[] {
  const given = new Set<number>()
  return indexes.map((index) => {
    if (given.has(index)) return copyOf(entities[index])
    given.add(index)
    return entities[index]
  })
}

/** Errors for every position whose representation had them. */
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
