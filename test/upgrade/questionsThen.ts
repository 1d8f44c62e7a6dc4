/**
 * What the version of fa1097d was asked when the fixture was written, in the names of its SDL. `writeFixture.ts` uses
 * it; `questionsToday.ts` asks the same of today's graph.
 */
const interaction = `
  id kind occurredAt recordedAt revision channel inbox department visibility summary
  actor { kind id name }
  source { system externalId version }
  customer { id }
  conversation { id }
  ... on Message { text deliveryStatus deleted editedAt attachments { type url mimeType sizeBytes transcript title } }
  ... on Note { text deleted editedAt attachments { type url mimeType sizeBytes transcript title } }
  ... on Action { type name status amount { amount currency } externalReference details }
  ... on Feedback { metric rating comment }
  ... on StatusChange { fromStatus: from toStatus: to }
  ... on Handoff { changed from { ...parts } to { ...parts } reason }
  ... on IdentityChange { change reason profiles }
`
const parts = `
  fragment parts on Assignment { team { id name } person { id name } bot { id name } }
`
const identifiers = 'identifiers { type value verified shared sharedSuggested }'
const knowledge = `
  tags
  attributes { name type value source setAt history { type value source setAt } }
  consents { purpose channel decision evidence source decidedAt history { decision evidence source decidedAt } }
`

/** The queries by name. */
export const questions = {
  customer: `query ($id: ID!) { customer(id: $id) {
    id name createdAt ${identifiers} ${knowledge}
    profiles { id name createdAt ${identifiers} ${knowledge} links { decision otherProfileId reason decidedAt } }
  } }`,
  history: `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $filter: HistoryFilter) {
    customer(id: $id) { history(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      edges { cursor node { ${interaction} } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      streamCursor
    } }
  } ${parts}`,
  conversations: `query ($id: ID!, $first: Int, $after: String) {
    customer(id: $id) { conversations(first: $first, after: $after) {
      edges { cursor node {
        id channel inbox status assignment { ...parts } labels priority snoozedUntil customAttributes createdAt
        lastActivityAt source { system externalId version } customer { id }
      } }
      pageInfo { hasNextPage endCursor }
    } }
  } ${parts}`,
  actions: `query ($id: ID!, $first: Int, $after: String) {
    customer(id: $id) { actions(first: $first, after: $after) { edges { cursor node { id summary } } pageInfo { hasNextPage endCursor } } }
  }`,
  feedback: `query ($id: ID!, $first: Int, $after: String) {
    customer(id: $id) { feedback(first: $first, after: $after) { edges { cursor node { id rating } } pageInfo { hasNextPage endCursor } } }
  }`,
  customers: `query ($first: Int, $after: String, $filter: CustomerFilter) {
    customers(first: $first, after: $after, filter: $filter) { edges { cursor node { id name } } pageInfo { hasNextPage endCursor } }
  }`,
  customerByIdentifier: `query ($identifier: IdentifierInput!) { customerByIdentifier(identifier: $identifier) { id } }`,
  interaction: `query ($id: ID!) { interaction(id: $id) { ${interaction} } } ${parts}`,
} as const

export type Question = keyof typeof questions

/** The subscriptions by name. */
export const streams = {
  customerHistory: `subscription ($customerId: ID!, $after: String) {
    customerHistory(customerId: $customerId, after: $after) { change cursor interaction { id revision kind summary } }
  }`,
  interactionFeed: `subscription ($after: String) {
    interactionFeed(after: $after) { change cursor interaction { id revision kind summary } }
  }`,
} as const

/** What each mutation that may be given again is asked for. */
export const things = {
  identifyCustomer: 'customer { id } created',
  recordConversation: 'conversation { id }',
  recordMessage: 'message { id }',
  recordNote: 'note { id }',
  recordAction: 'action { id }',
  recordFeedback: 'feedback { id }',
  handOffConversation: 'handoff { id }',
  changeConversationStatus: 'statusChange { id }',
} as const

export type Repeatable = keyof typeof things
