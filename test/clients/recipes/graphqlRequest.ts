// #region recipe
import { GraphQLClient } from 'graphql-request'

/** Queries and mutations. `request` rejects with a `ClientError` when the answer has `errors`. */
export function createRequestClient(url: string, key: string) {
  return new GraphQLClient(url, { headers: { authorization: `Bearer ${key}` } })
}
// #endregion
