import type { Question } from './send.ts'

const kinds = `query ($id: ID!, $kinds: [InteractionKind!]) {
  customer(id: $id) { history(filter: { kinds: $kinds }) { nodes { id } } }
}`
const identify = `mutation ($input: IdentifyCustomerInput!) {
  identifyCustomer(input: $input) { userErrors { code } }
}`

/** A list of this number of bytes in which each item is wrong. */
export function wrongEnums(customerId: string, bytes: number): Question {
  const count = Math.floor(bytes / '"x",'.length)
  return { query: kinds, variables: { id: customerId, kinds: Array.from({ length: count }, () => 'x') } }
}

/** A list of this number of bytes whose objects lack their fields. */
export function wrongObjects(bytes: number): Question {
  const identifiers = Array.from({ length: Math.floor(bytes / 3) }, () => ({}))
  return { query: identify, variables: { input: { identifiers } } }
}

/** An object with this number of unknown fields. */
export function unknownFields(count: number): Question {
  const fields = Array.from({ length: count }, (_, n) => [`f${n}`, 1])
  return { query: identify, variables: { input: { identifiers: [], ...Object.fromEntries(fields) } } }
}

/** Wrong values in the document. */
export function wrongLiterals(customerId: string, count: number): Question {
  const list = Array.from({ length: count }, () => 'x').join(' ')
  return {
    query: `{ customer(id: "${customerId}") { history(filter: { kinds: [${list}] }) { nodes { id } } } }`,
  }
}

/** This number of variables, all missing. */
export function missingVariables(count: number): Question {
  const names = Array.from({ length: count }, (_, n) => `$v${n}`)
  const fields = names.map((name, n) => `a${n}: history(first: ${name}) { streamCursor }`)
  return {
    query: `query (${names.map((name) => `${name}: Int!`).join(' ')}) { customers(first: 1) { nodes { ${fields.join(' ')} } } }`,
  }
}
