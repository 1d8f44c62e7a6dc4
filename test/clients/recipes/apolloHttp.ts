// #region recipe
import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client'

/** Everything by HTTP: `HttpLink` asks for subscriptions by Apollo's multipart protocol, which Elo answers. */
export function createApolloHttpClient(url: string, key: string) {
  return new ApolloClient({
    link: new HttpLink({ uri: url, headers: { authorization: `Bearer ${key}` } }),
    cache: new InMemoryCache(),
  })
}
// #endregion
