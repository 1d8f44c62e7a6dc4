import { ClientError, type GraphQLClient } from 'graphql-request'
import { codesOf, type ConnectedClient } from './connectedClient.ts'

/** graphql-request throws what the answer has as errors. */
export function requestCalls(client: GraphQLClient): ConnectedClient {
  return {
    async ask(text, variables) {
      try {
        return { data: await client.request<unknown>(text, variables), codes: [] }
      } catch (error) {
        if (!(error instanceof ClientError)) throw error
        return { data: error.response.data ?? null, codes: codesOf(error.response.errors) }
      }
    },
    close: () => undefined,
  }
}
