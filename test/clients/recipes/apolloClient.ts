// #region recipe
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { OperationTypeNode } from 'graphql'
import { createClient as createSocket } from 'graphql-ws'

/** Queries and mutations by HTTP, subscriptions by WebSocket. `url` is the address of the graph, `key` an API key or a token. */
export function createApolloClient(url: string, key: string) {
  const authorization = `Bearer ${key}`
  const socket = createSocket({ url: url.replace(/^http/, 'ws'), connectionParams: { authorization } })
  const client = new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: url, headers: { authorization } }),
    ),
    cache: new InMemoryCache(),
  })
  return { client, close: () => socket.dispose() }
}
// #endregion
