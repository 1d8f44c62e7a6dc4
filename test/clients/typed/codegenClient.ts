// #region recipe
import { GraphQLClient } from 'graphql-request'
import { graphql } from './__generated__/gql.js'

const customerDocument = graphql(`
  query CodegenCustomer($id: ID!) {
    customer(id: $id) {
      name
      history(first: 1) {
        nodes {
          kind
          occurredAt
          ... on Message {
            text
          }
        }
      }
    }
  }
`)

/** The name of a customer, and the text of their first message. */
export async function readCustomer(client: GraphQLClient, id: string) {
  const { customer } = await client.request(customerDocument, { id })
  const [first] = customer?.history?.nodes ?? []
  return { name: customer?.name, text: first && 'text' in first ? first.text : null }
}
// #endregion

/** The types know the schema: what the query did not ask for is not there. */
export async function readUnasked(client: GraphQLClient) {
  const { customer } = await client.request(customerDocument, { id: 'cus_1' })
  // @ts-expect-error: not selected
  return customer?.tags
}
