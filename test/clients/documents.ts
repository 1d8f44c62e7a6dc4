/** A page of one customer: everything that a normalised cache could confuse. */
export const customerPage = `query CustomerPage($id: ID!) {
  customer(id: $id) {
    id
    name
    identifiers { type value }
    profiles { id name identifiers { type value } }
    conversations {
      nodes { id assignment { team { externalId name } person { externalId name } } }
    }
    history(first: 10, filter: { kinds: [MESSAGE] }) {
      nodes { id summary actor { kind externalId name } }
    }
  }
}`

/** The same objects, each by a root field of its own. */
export const objectsByThemselves = `query ObjectsByThemselves(
  $customerId: ID!
  $profileId: ID!
  $conversationId: ID!
  $questionId: ID!
  $answerId: ID!
) {
  customer: node(id: $customerId) { id ... on Customer { name identifiers { type value } } }
  profile: node(id: $profileId) { id ... on Profile { name identifiers { type value } } }
  conversation(id: $conversationId) {
    id
    assignment { team { externalId name } person { externalId name } }
  }
  question: interaction(id: $questionId) { id summary actor { kind externalId name } }
  answer: interaction(id: $answerId) { id summary actor { kind externalId name } }
}`
