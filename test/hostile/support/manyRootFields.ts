import type { Question } from './send.ts'

const perFragment = 50

/** The same root field with this number of aliases, directly or in fragments. */
function document(type: 'Query' | 'Mutation', count: number, field: string, inFragments: boolean): Question {
  const fields = Array.from({ length: count }, (_, n) => `a${n}: ${field}`)
  const operation = type.toLowerCase()
  if (!inFragments) return { query: `${operation} { ${fields.join(' ')} }` }
  const groups = Array.from({ length: Math.ceil(count / perFragment) }, (_, n) =>
    fields.slice(n * perFragment, (n + 1) * perFragment),
  )
  const fragments = groups.map((group, n) => `fragment F${n} on ${type} { ${group.join(' ')} }`)
  return { query: `${operation} { ${groups.map((_, n) => `...F${n}`).join(' ')} } ${fragments.join(' ')}` }
}

/** Mutations that record "by alias", or that change nothing because their phone number is invalid. */
export function aliasedMutations(
  count: number,
  { inFragments = false, isWrong = false }: { inFragments?: boolean; isWrong?: boolean } = {},
): Question {
  const phone = isWrong ? '12' : '+5511961110001'
  const input = `customer: { identifiers: [{ type: PHONE value: "${phone}" }] } channel: API actor: { kind: AI } text: "by alias"`
  const field = `recordMessage(input: { ${input} }) { userErrors { code } }`
  return document('Mutation', count, field, inFragments)
}

/** Queries for a customer. */
export function aliasedQueries(
  count: number,
  { inFragments = false }: { inFragments?: boolean } = {},
): Question {
  const field = 'customerByIdentifier(identifier: { type: PHONE value: "+5511961110001" }) { id }'
  return document('Query', count, field, inFragments)
}
