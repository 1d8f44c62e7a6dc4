import type { GraphQLField } from 'graphql'

const plain = new WeakSet<object>()

/**
 * Say of resolvers that they read nothing but their parent, their arguments and who asks: so that an answer can be
 * given again as long as the parent is the same.
 */
export function plainFields<Fields extends Record<string, (...given: never[]) => unknown>>(
  fields: Fields,
): Fields {
  for (const resolve of Object.values(fields)) plain.add(resolve)
  return fields
}

/** Whether a field is plain: by `plainFields`, or because it is a member of its parent. */
export function isPlainField({ resolve }: GraphQLField<unknown, unknown>): boolean {
  return resolve === undefined || plain.has(resolve)
}
