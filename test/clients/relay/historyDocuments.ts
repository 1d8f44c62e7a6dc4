import { graphql } from 'relay-runtime'

// Only the compiler reads this file: historyView.tsx imports what it makes of these documents.

// #region recipe
export const customerQuery = graphql`
  query historyDocumentsQuery($id: ID!) {
    customer(id: $id) {
      ...historyDocuments_customer
    }
  }
`

/** The newest messages of a customer; `usePaginationFragment` loads earlier ones. */
export const customerFragment = graphql`
  fragment historyDocuments_customer on Customer
  @refetchable(queryName: "historyDocumentsPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" }) {
    id
    history(last: $count, before: $cursor, filter: { kinds: [MESSAGE] })
      @connection(key: "historyDocuments_history", filters: []) {
      __id
      streamCursor
      edges {
        node {
          id
          summary
        }
      }
    }
  }
`

/** What happens after the page; `after` is its `streamCursor`. */
export const liveSubscription = graphql`
  subscription historyDocumentsSubscription($id: ID!, $after: String!, $connections: [ID!]!) {
    customerHistory(customerId: $id, after: $after, filter: { kinds: [MESSAGE] }) {
      cursor
      ... on InteractionRecorded {
        edge @appendEdge(connections: $connections) {
          cursor
          node {
            id
            summary
          }
        }
      }
      ... on InteractionAmended {
        interaction {
          id
          summary
        }
      }
    }
  }
`
// #endregion
