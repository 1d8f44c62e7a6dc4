import type { Question } from './send.ts'

/** Pages in pages: `leaf` of the customers of the items of this number of nested pages. */
export function nested(levels: number, args: string, leaf = 'id'): string {
  if (levels === 0) return leaf
  return `history${args} { nodes { customer { ${nested(levels - 1, args, leaf)} } } }`
}

function inEdges(levels: number): string {
  if (levels === 0) return 'id'
  return `history(first: 100) { edges { node { customer { ${inEdges(levels - 1)} } } } }`
}

const customers = (selection: string) => `{ customers(first: 100) { nodes { ${selection} } } }`
const sizes = { a: 100, b: 100, c: 100 }
const sized =
  'customers(first: $a) { nodes { history(last: $b) { nodes { customer { history(last: $c) { nodes { customer { history(last: $c) { nodes { id } } } } } } } } } }'
const manyAliases = Array.from({ length: 60 }, (_, n) => `h${n}: history(last: 100) { nodes { id } }`)

/** Short queries that could give from hundreds of thousands to billions of nodes. */
export const nestedPages: Record<string, Question> = {
  'two levels of a hundred': {
    query: customers(
      'history(last: 100) { nodes { customer { history(last: 100) { nodes { id summary } } } } }',
    ),
  },
  'three levels of a hundred': { query: customers(nested(3, '(last: 100)')) },
  'four levels of a hundred': { query: customers(nested(4, '(last: 100)')) },
  'four levels of the default size': { query: customers(nested(4, '')) },
  'three levels of edges': { query: customers(inEdges(3)) },
  'sizes in variables': { query: `query ($a: Int, $b: Int, $c: Int) { ${sized} }`, variables: sizes },
  'sizes in defaults of variables': {
    query: `query ($a: Int = 100, $b: Int = 100, $c: Int = 100) { ${sized} }`,
  },
  'sizes that variables leave out': {
    query: `query ($a: Int, $b: Int, $c: Int) { ${sized.replace('id', 'customer { history { nodes { id } } }')} }`,
  },
  fragments: {
    query: `{ customers(first: 100) { nodes { ...A } } }
      fragment A on Customer { history(last: 100) { nodes { ...B } } }
      fragment B on Interaction { customer { history(last: 100) { nodes { ...C } } } }
      fragment C on Interaction { customer { history(last: 100) { nodes { id } } } }`,
  },
  'inline fragments of types': {
    query: customers(
      nested(3, '(last: 100)')
        .replaceAll('{ customer', '{ ... on Message { customer')
        .replaceAll(' } } }', ' } } } }'),
    ),
  },
  'aliases in one customer each': {
    query: `{ customers(first: 100) { nodes { ${manyAliases.join(' ')} } } }`,
  },
  'aliases at the root': {
    query: `{ ${Array.from({ length: 90 }, (_, n) => `c${n}: customers(first: 100) { nodes { history(last: 100) { nodes { id } } } }`).join(' ')} }`,
  },
  'pages behind include with a variable': {
    query: `query ($yes: Boolean!) ${customers(nested(3, '(last: 100)')).replaceAll('history(last: 100)', 'history(last: 100) @include(if: $yes)')}`,
    variables: { yes: true },
  },
}

/** The same in the payload of a mutation; `marker` is the text that it would record. */
export function nestedInMutation(marker: string): Question {
  return {
    query: `mutation { recordMessage(input: {
      customer: { identifiers: [{ type: PHONE, value: "+5511961110001" }] } channel: WHATSAPP actor: { kind: CUSTOMER }
      text: "${marker}"
    }) { message { id customer { ${nested(4, '(last: 100)')} } } } }`,
  }
}

/** The same in each event of a subscription. */
export function nestedInSubscription(customerId: string): Question {
  return {
    query: `subscription { customerHistory(customerId: "${customerId}") { change customer { ${nested(3, '(last: 100)')} } } }`,
  }
}
