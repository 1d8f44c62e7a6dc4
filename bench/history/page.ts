import { apolloRequest } from '../measure/apolloRequest.ts'
import type { HttpRequest } from '../loaders/loads.ts'

/** The page that is measured: a customer by telephone, with the newest 20 interactions. */
export const pageQuery = /* GraphQL */ `
  query HistoryPage($phone: String!) {
    customerByIdentifier(identifier: { type: PHONE, value: $phone }) {
      id
      name
      identifiers {
        type
        value
        verified
      }
      history(last: 20) {
        pageInfo {
          hasPreviousPage
          hasNextPage
        }
        nodes {
          __typename
          id
          kind
          occurredAt
          recordedAt
          revision
          channel
          inbox
          department
          visibility
          summary
          actor {
            kind
            externalId
            name
          }
          conversation {
            id
          }
          ... on Message {
            text
            attachments {
              type
              url
              mimeType
              sizeBytes
              transcript
              title
            }
            deliveryStatus
            deleted
            editedAt
          }
          ... on Note {
            text
            deleted
            editedAt
          }
          ... on Action {
            type
            name
            status
            amount {
              amount
              currency
            }
            externalReference
            details
          }
          ... on Feedback {
            metric
            rating
            comment
            agent {
              kind
              externalId
              name
            }
          }
          ... on Handoff {
            handedFrom: from {
              ...Responsible
            }
            handedTo: to {
              ...Responsible
            }
            changed
            reason
          }
          ... on StatusChange {
            statusFrom: from
            statusTo: to
          }
        }
      }
    }
  }

  fragment Responsible on Assignment {
    team {
      externalId
      name
    }
    person {
      externalId
      name
    }
    bot {
      externalId
      name
    }
  }
`

/** The request for one customer's page, as Apollo Client sends it. */
export function pageRequest(phone: string): HttpRequest {
  return { body: apolloRequest(pageQuery, { phone }), answerHas: `"${phone}"` }
}
