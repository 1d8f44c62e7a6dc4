// #region recipe
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { type GraphQLError, OperationTypeNode, print } from 'graphql'
import { createClient as createEventClient } from 'graphql-sse'
import { Observable } from 'rxjs'

/** Queries and mutations by HTTP, subscriptions as server-sent events, for networks that do not let a WebSocket pass. */
export function createApolloEventClient(url: string, key: string) {
  const headers = { authorization: `Bearer ${key}` }
  const events = createEventClient({ url, headers })
  const eventLink = new ApolloLink(
    ({ query, variables, operationName }) =>
      new Observable<ApolloLink.Result>((observer) =>
        events.subscribe(
          { query: print(query), variables, operationName },
          {
            next: ({ data = null, errors = [] }) => observer.next({ data, ...formatErrors(errors) }),
            error: (error) => observer.error(error),
            complete: () => observer.complete(),
          },
        ),
      ),
  )
  const client = new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      eventLink,
      new HttpLink({ uri: url, headers }),
    ),
    cache: new InMemoryCache(),
  })
  return { client, close: () => events.dispose() }
}

function formatErrors(errors: readonly GraphQLError[]) {
  if (errors.length === 0) return {}
  return { errors: errors.map(({ message, extensions }) => ({ message, extensions })) }
}
// #endregion
