// #region recipe
import { createClient as createSocket } from 'graphql-ws'
import { Environment, type GraphQLResponse, Network, Observable, RecordSource, Store } from 'relay-runtime'

const isAnswer = (value: unknown): value is GraphQLResponse => typeof value === 'object' && value !== null

/** Queries and mutations by HTTP, subscriptions by WebSocket. `url` is the address of the graph, `key` an API key or a token. */
export function createRelayEnvironment(url: string, key: string) {
  const authorization = `Bearer ${key}`
  const socket = createSocket({ url: url.replace(/^http/, 'ws'), connectionParams: { authorization } })
  const accept = 'application/graphql-response+json, application/json;q=0.9'
  const headers = { accept, authorization, 'content-type': 'application/json' }
  const network = Network.create(
    async ({ text }, variables) => {
      const body = JSON.stringify({ query: text, variables })
      const answer: unknown = await fetch(url, { method: 'POST', headers, body }).then((sent) => sent.json())
      if (isAnswer(answer)) return answer
      throw new Error('expected an answer of GraphQL, got another JSON value')
    },
    ({ text }, variables) =>
      Observable.create((sink) =>
        socket.subscribe(
          { query: text ?? '', variables },
          {
            next: (answer) => isAnswer(answer) && sink.next(answer),
            error: (cause) => sink.error(new Error('the subscription has ended', { cause })),
            complete: () => sink.complete(),
          },
        ),
      ),
  )
  const environment = new Environment({ network, store: new Store(new RecordSource()) })
  return { environment, close: () => socket.dispose() }
}
// #endregion
