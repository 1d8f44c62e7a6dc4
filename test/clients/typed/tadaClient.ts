// #region recipe
import { GraphQLClient } from 'graphql-request'
import { initGraphQLTada } from 'gql.tada'
import type { introspection } from './__generated__/tada.d.ts'

const graphql = initGraphQLTada<{ introspection: introspection; scalars: { DateTime: string } }>()

const customerDocument = graphql(`
  query TadaCustomer($id: ID!) {
    customer(id: $id) {
      name
      identifiers {
        type
        value
      }
    }
  }
`)

/** The name of a customer, and their telephone numbers. */
export async function readCustomer(client: GraphQLClient, id: string) {
  const { customer } = await client.request(customerDocument, { id })
  const phones = (customer?.identifiers ?? []).filter(({ type }) => type === 'PHONE')
  return { name: customer?.name, phones: phones.map(({ value }) => value) }
}
// #endregion

/** The types know the schema: what the query did not ask for is not there. */
export async function readUnasked(client: GraphQLClient) {
  const { customer } = await client.request(customerDocument, { id: 'cus_1' })
  // @ts-expect-error: not selected
  return customer?.tags
}
