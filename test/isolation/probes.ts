import type { SubgraphName } from '../../platform/subgraph/schemaFiles.ts'
import { mutationProbes } from './mutationProbes.ts'
import { chosen, customerIdOf, type Probe } from './probe.ts'
import type { Variables } from '../support/wholeGraph.ts'
import { itemsIn, pathIn, type World } from './world.ts'

const idsIn = (answer: unknown, ...path: string[]) =>
  itemsIn(answer, ...path).map((node) => String(pathIn(node, 'id')))

const customerFields = `
  id name tags createdAt
  identifiers { value }
  profiles { id name identifiers { value } decisions { __typename } }
  conversations(first: 100) { nodes { id labels } pageInfo { hasNextPage hasPreviousPage } }
  actions(first: 100) { nodes { id summary } pageInfo { hasNextPage } }
  commitments(first: 100) { nodes { id summary } pageInfo { hasNextPage } }
  feedback(first: 100) { nodes { id summary } pageInfo { hasNextPage } }
  known(keys: [ORDER_NUMBER]) { told values { value interaction { id } } }
  matters(first: 100) { nodes { matter { externalId } lastTouch { interaction { id } } } pageInfo { hasNextPage } }
  history(last: 100) { nodes { id summary department matter { externalId } actor { name externalId } } pageInfo { hasNextPage hasPreviousPage } }
`
const interactionFields = `
  id kind summary department actor { name externalId }
  customer { id name } conversation { id labels customer { id } }
`
const eventFields =
  'cursor ... on InteractionRecorded { interaction { id summary } } ... on InteractionAmended { interaction { id summary } }'

/** What a customer shows, compared with what the matrix allows. */
function customerProbe(query: string, path: string[], idOf: (world: World, number: number) => string): Probe {
  return ({ graph, world, matrix, principal, pick }) => {
    const number = pick % world.customers.length
    return {
      ask: (id) => graph.ask(principal, query, { id }),
      id: idOf(world, number),
      isVisible: matrix.customer(number),
      wanted: [
        ...world.interactions.filter((each) => each.customer === number && matrix.interaction(each)),
        ...world.conversations.filter((each) => each.customer === number && matrix.conversation(each)),
      ].map(({ id }) => id),
      found: (answer) => [
        ...idsIn(answer, ...path, 'history', 'nodes'),
        ...idsIn(answer, ...path, 'conversations', 'nodes'),
      ],
    }
  }
}

function interactionProbe(query: string, path: string[]): Probe {
  return ({ graph, world, matrix, principal, pick }) => {
    const interaction = chosen(world.interactions, pick)
    return {
      ask: (id) => graph.ask(principal, query, { id }),
      id: interaction.id,
      isVisible: matrix.interaction(interaction),
      wanted: [interaction.id],
      found: (answer) => [String(pathIn(answer, ...path, 'id'))],
    }
  }
}

function conversationProbe(query: string, path: string[]): Probe {
  return ({ graph, world, matrix, principal, pick }) => {
    const conversation = chosen(world.conversations, pick)
    return {
      ask: (id) => graph.ask(principal, query, { id }),
      id: conversation.id,
      isVisible: matrix.conversation(conversation),
      wanted: [conversation.id],
      found: (answer) => [String(pathIn(answer, ...path, 'id'))],
    }
  }
}

function entityProbe(subgraph: SubgraphName, type: string, selection: string): Probe {
  return ({ graph, world, matrix, principal, pick }) => {
    const conversation = chosen(world.conversations, pick)
    const interaction = chosen(world.interactions, pick)
    const number = pick % world.customers.length
    const isOfCustomer = type === 'Customer' || type === 'Profile'
    const id = isOfCustomer
      ? customerIdOf(world, number)
      : type === 'Conversation'
        ? conversation.id
        : interaction.id
    const isVisible = isOfCustomer
      ? matrix.customer(number)
      : type === 'Conversation'
        ? matrix.conversation(conversation)
        : matrix.interaction(interaction)
    const representationOf = (of: string): Variables =>
      type === 'Customer'
        ? {
            __typename: type,
            profileId: of,
            ...(subgraph !== 'identity' && { profileIds: profilesOf(world, of) }),
          }
        : { __typename: type, id: type === 'Profile' ? of.replace('cus_', 'pro_') : of }
    return {
      ask: (of) =>
        graph.entities(principal, subgraph, [representationOf(of)], `... on ${type} { ${selection} }`),
      id,
      isVisible,
    }
  }
}

/** A search for words that only one interaction has. */
function searchProbe(filterOf: (world: World, customer: number) => Variables): Probe {
  const query = `query ($text: String!, $filter: InteractionSearchFilter) { searchInteractions(text: $text, filter: $filter) {
    edges { snippet node { id summary } } nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }`
  return ({ graph, world, matrix, principal, pick }) => {
    const written = world.interactions.filter(({ canary }) => canary !== null)
    const interaction = chosen(written, pick)
    const filter = filterOf(world, interaction.customer)
    return {
      ask: (id) => {
        const text = (id === interaction.id ? interaction.canary : null) ?? 'cnryunknown'
        return graph.ask(principal, query, { text, filter })
      },
      id: interaction.id,
      isVisible: matrix.interaction(interaction),
      wanted: [interaction.id],
      found: (answer) => idsIn(answer, 'data', 'searchInteractions', 'nodes'),
    }
  }
}

function profilesOf({ customers }: World, id: string): string[] {
  return customers.find(({ profileIds }) => profileIds.includes(id))?.profileIds ?? [id]
}

/** Every way to something of one customer. */
export const probes: Readonly<Record<string, Probe>> = {
  customer: customerProbe(
    `query ($id: ID!) { customer(id: $id) { ${customerFields} } }`,
    ['data', 'customer'],
    customerIdOf,
  ),
  'node of a customer': customerProbe(
    `query ($id: ID!) { node(id: $id) { ... on Customer { ${customerFields} } } }`,
    ['data', 'node'],
    customerIdOf,
  ),
  'node of a profile': ({ graph, world, matrix, principal, pick }) => {
    const number = pick % world.customers.length
    return {
      ask: (id) =>
        graph.ask(
          principal,
          'query ($id: ID!) { node(id: $id) { id ... on Profile { name identifiers { value } } } }',
          {
            id,
          },
        ),
      id: customerIdOf(world, number).replace('cus_', 'pro_'),
      isVisible: matrix.customer(number),
      wanted: [customerIdOf(world, number).replace('cus_', 'pro_')],
      found: (answer) => [String(pathIn(answer, 'data', 'node', 'id'))],
    }
  },
  interaction: interactionProbe(`query ($id: ID!) { interaction(id: $id) { ${interactionFields} } }`, [
    'data',
    'interaction',
  ]),
  'node of an interaction': interactionProbe(
    `query ($id: ID!) { node(id: $id) { id ... on Interaction { ${interactionFields} } } }`,
    ['data', 'node'],
  ),
  conversation: conversationProbe(
    'query ($id: ID!) { conversation(id: $id) { id labels customer { id name } assignment { person { externalId } } } }',
    ['data', 'conversation'],
  ),
  'node of a conversation': conversationProbe(
    'query ($id: ID!) { node(id: $id) { id ... on Conversation { labels customer { id name } } } }',
    ['data', 'node'],
  ),
  changes: ({ graph, world, matrix, principal, pick }) => {
    const number = pick % world.customers.length
    return {
      ask: (id) =>
        graph.ask(
          principal,
          `query ($id: ID!) { changes(customerId: $id, first: 100) { hasMore events { ${eventFields} } } }`,
          { id },
        ),
      id: customerIdOf(world, number),
      isVisible: matrix.customer(number),
      wanted: world.interactions
        .filter((each) => each.customer === number && matrix.interaction(each))
        .map(({ id }) => id),
      found: (answer) =>
        itemsIn(answer, 'data', 'changes', 'events').flatMap((event) => {
          const id = pathIn(event, 'interaction', 'id')
          return typeof id === 'string' ? [id] : []
        }),
    }
  },
  brief: ({ graph, world, matrix, principal, pick }) => {
    const number = pick % world.customers.length
    const query = `query ($id: ID!) { customer(id: $id) {
      brief(maxTokens: 32000) { text streamCursor sections { lines { text objectIds } } } } }`
    return {
      ask: (id) => graph.ask(principal, query, { id }),
      id: customerIdOf(world, number),
      isVisible: matrix.customer(number),
    }
  },
  'history of a department': ({ graph, world, matrix, principal, pick }) => {
    const number = pick % world.customers.length
    const query = `query ($id: ID!) { customer(id: $id) { history(first: 100, filter: { departments: ["Support"] }) {
      nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor } } } }`
    return {
      ask: (id) => graph.ask(principal, query, { id }),
      id: customerIdOf(world, number),
      isVisible: matrix.customer(number),
      wanted: world.interactions
        .filter(
          (each) => each.customer === number && each.department === 'Support' && matrix.interaction(each),
        )
        .map(({ id }) => id),
      found: (answer) => idsIn(answer, 'data', 'customer', 'history', 'nodes'),
    }
  },
  'search by the words of an interaction': searchProbe(() => ({})),
  'search of a customer': searchProbe(({ customers }, customer) => ({
    customerId: customers[customer]?.profileIds[0],
  })),
  'history in small pages': ({ graph, world, matrix, principal, pick }) => {
    const number = pick % world.customers.length
    const query = `query ($id: ID!, $after: String) { customer(id: $id) { history(first: 3, after: $after) {
      nodes { id summary } pageInfo { hasNextPage endCursor } } } }`
    return {
      async ask(id) {
        const nodes: unknown[] = []
        for (let after: unknown = null; ;) {
          const answer = await graph.ask(principal, query, { id, after })
          const history = pathIn(answer, 'data', 'customer', 'history')
          nodes.push(...itemsIn(history, 'nodes'))
          if (pathIn(history, 'pageInfo', 'hasNextPage') !== true)
            return { ...answer, data: { customer: history ? { history: { nodes } } : null } }
          after = pathIn(history, 'pageInfo', 'endCursor')
        }
      },
      id: customerIdOf(world, number),
      isVisible: matrix.customer(number),
      wanted: world.interactions
        .filter((each) => each.customer === number && matrix.interaction(each))
        .map(({ id }) => id),
      found: (answer) => idsIn(answer, 'data', 'customer', 'history', 'nodes'),
    }
  },
  'merge preview': ({ graph, world, matrix, principal, pick }) => {
    const number = pick % world.customers.length
    const other = customerIdOf(world, (number + 1 + (pick % 3)) % world.customers.length)
    const query = `query ($id: ID!, $other: ID!) { mergePreview(customerId: $id, otherCustomerId: $other) {
      name tags customer { id name } otherCustomer { id } profiles { id name } identifiers { value }
      userErrors { code message } } }`
    return {
      ask: (id) => graph.ask(principal, query, { id, other }),
      id: customerIdOf(world, number),
      given: [other],
      isVisible: matrix.customer(number),
    }
  },
  ...Object.fromEntries(
    (['conversations', 'actions', 'feedback', 'history'] as const).map((name) => [
      `entity Customer of ${name}`,
      entityProbe(
        name,
        'Customer',
        name === 'history'
          ? 'history(last: 100) { nodes { id summary } } known(keys: [ORDER_NUMBER]) { told values { value } }'
          : `${name}(first: 100) { nodes { id } }`,
      ),
    ]),
  ),
  'entity Customer of actions, commitments': entityProbe(
    'actions',
    'Customer',
    'commitments(first: 100) { nodes { id } } commitmentContradictions { message }',
  ),
  'entity Customer of identity': entityProbe(
    'identity',
    'Customer',
    'id name identifiers { value } profiles { id }',
  ),
  'entity Conversation': entityProbe('conversations', 'Conversation', 'id labels customer { __typename }'),
  ...Object.fromEntries(
    (['Message', 'Note', 'Action', 'Commitment', 'Feedback', 'IdentityChange'] as const).map((type) => [
      `entity ${type} of history`,
      entityProbe('history', type, 'id summary department actor { name }'),
    ]),
  ),
  'entity Message of conversations': entityProbe(
    'conversations',
    'Message',
    'id text revisions { nodes { text } }',
  ),
  'entity Note of conversations': entityProbe('conversations', 'Note', 'id text'),
  'entity Action of actions': entityProbe('actions', 'Action', 'id name status'),
  'entity Commitment of actions': entityProbe(
    'actions',
    'Commitment',
    'id state terms { text } supersededBy { id }',
  ),
  'entity Feedback of feedback': entityProbe('feedback', 'Feedback', 'id comment rating'),
  'entity IdentityChange of identity': entityProbe(
    'identity',
    'IdentityChange',
    'id reason profiles { id name }',
  ),
  ...mutationProbes,
}
