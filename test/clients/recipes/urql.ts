// #region recipe
import { cacheExchange, Client, fetchExchange, subscriptionExchange } from '@urql/core'
import { createClient as createSocket } from 'graphql-ws'

/** urql with its defaults: short queries by GET, longer ones and mutations by POST; subscriptions by WebSocket. */
export function createUrqlClient(url: string, key: string) {
  const authorization = `Bearer ${key}`
  const socket = createSocket({ url: url.replace(/^http/, 'ws'), connectionParams: { authorization } })
  const client = new Client({
    url,
    fetchOptions: { headers: { authorization } },
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables = {} }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  })
  return { client, close: () => socket.dispose() }
}
// #endregion
