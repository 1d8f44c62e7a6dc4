// #region recipe
import { cacheExchange, Client, fetchExchange } from '@urql/core'

/** Everything by HTTP: urql asks for subscriptions as server-sent events or multipart by itself. */
export function createUrqlHttpClient(url: string, key: string) {
  return new Client({
    url,
    fetchOptions: { headers: { authorization: `Bearer ${key}` } },
    fetchSubscriptions: true,
    exchanges: [cacheExchange, fetchExchange],
  })
}
// #endregion
