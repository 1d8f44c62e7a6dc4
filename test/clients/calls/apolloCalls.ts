import { type ApolloClient, CombinedGraphQLErrors, CombinedProtocolErrors, gql } from '@apollo/client'
import { withoutTypenames } from '../withoutTypenames.ts'
import { codesOf, type ConnectedClient } from './connectedClient.ts'
import { createFollowed } from './createFollowed.ts'

function codesOfFault(error: unknown): string[] {
  if (CombinedGraphQLErrors.is(error) || CombinedProtocolErrors.is(error)) return codesOf(error.errors)
  if (error === undefined) return []
  return [error instanceof Error ? error.message : 'an unknown fault']
}

/** Apollo Client, as its hooks use it: errors are given, not thrown. */
export function apolloCalls(
  client: ApolloClient,
  close: () => unknown = () => client.stop(),
): ConnectedClient {
  return {
    async ask(text, variables) {
      const document = gql(text)
      const { data, error } = text.startsWith('mutation')
        ? await client.mutate({ mutation: document, variables, errorPolicy: 'all' })
        : await client.query({ query: document, variables, errorPolicy: 'all' })
      return { data: withoutTypenames(data) ?? null, codes: codesOfFault(error) }
    },
    follow: (text, variables) =>
      createFollowed((push) => {
        const subscription = client
          .subscribe({ query: gql(text), variables, fetchPolicy: 'no-cache' })
          .subscribe(({ data, error }) =>
            push({ data: withoutTypenames(data) ?? null, codes: codesOfFault(error) }),
          )
        return () => subscription.unsubscribe()
      }),
    close,
  }
}
