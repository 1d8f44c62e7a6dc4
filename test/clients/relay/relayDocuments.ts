import { graphql } from 'relay-runtime'

// Only the compiler reads this file: the tests run the artifacts that it makes of these documents.

export const customerPageQuery = graphql`
  query relayDocumentsCustomerPageQuery($id: ID!) {
    customer(id: $id) {
      id
      name
      identifiers {
        type
        value
      }
      profiles {
        id
        name
        identifiers {
          type
          value
        }
      }
      conversations {
        nodes {
          id
          assignment {
            team {
              externalId
              name
            }
            person {
              externalId
              name
            }
          }
        }
      }
      history(first: 10, filter: { kinds: [MESSAGE] }) {
        nodes {
          id
          summary
          actor {
            kind
            externalId
            name
          }
        }
      }
    }
  }
`

export const objectsByThemselvesQuery = graphql`
  query relayDocumentsObjectsByThemselvesQuery(
    $customerId: ID!
    $profileId: ID!
    $conversationId: ID!
    $questionId: ID!
    $answerId: ID!
  ) {
    customer: node(id: $customerId) {
      id
      ... on Customer {
        name
        identifiers {
          type
          value
        }
      }
    }
    profile: node(id: $profileId) {
      id
      ... on Profile {
        name
        identifiers {
          type
          value
        }
      }
    }
    conversation(id: $conversationId) {
      id
      assignment {
        team {
          externalId
          name
        }
        person {
          externalId
          name
        }
      }
    }
    question: interaction(id: $questionId) {
      id
      summary
      actor {
        kind
        externalId
        name
      }
    }
    answer: interaction(id: $answerId) {
      id
      summary
      actor {
        kind
        externalId
        name
      }
    }
  }
`

export const customerQuery = graphql`
  query relayDocumentsCustomerQuery($id: ID!) {
    customer(id: $id) {
      ...relayDocumentsTags_customer
      ...relayDocumentsHistory_customer
    }
  }
`

export const tagsFragment = graphql`
  fragment relayDocumentsTags_customer on Customer @refetchable(queryName: "relayDocumentsTagsRefetchQuery") {
    id
    tags
  }
`

// #region recipe
export const historyFragment = graphql`
  fragment relayDocumentsHistory_customer on Customer
  @refetchable(queryName: "relayDocumentsHistoryPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" }) {
    id
    history(first: $count, after: $cursor, filter: { kinds: [MESSAGE] })
      @connection(key: "relayDocumentsHistory_history", filters: ["filter"]) {
      edges {
        node {
          id
          summary
          actor {
            kind
            externalId
            name
          }
        }
      }
    }
  }
`
// #endregion
