import type { Client, OperationResult } from '@urql/core'
import { withoutTypenames } from '../withoutTypenames.ts'
import { type ClientAnswer, codesOf, type ConnectedClient } from './connectedClient.ts'
import { createFollowed } from './createFollowed.ts'

function answerOf({ data, error }: OperationResult<unknown>): ClientAnswer {
  const codes = error?.networkError ? [String(error.networkError)] : codesOf(error?.graphQLErrors)
  return { data: withoutTypenames(data) ?? null, codes }
}

/** urql, as its hooks use it: errors are given, not thrown. */
export function urqlCalls(client: Client, close: () => unknown = () => undefined): ConnectedClient {
  return {
    ask: async (text, variables) =>
      answerOf(
        text.startsWith('mutation')
          ? await client.mutation<unknown>(text, variables).toPromise()
          : await client.query<unknown>(text, variables).toPromise(),
      ),
    follow: (text, variables) =>
      createFollowed((push) => {
        const subscription = client
          .subscription<unknown>(text, variables)
          .subscribe((result) => push(answerOf(result)))
        return () => subscription.unsubscribe()
      }),
    close,
  }
}
