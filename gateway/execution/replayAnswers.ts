import type { GraphQLDataSource } from '@apollo/gateway'
import type { SubgraphAnswer } from '../subgraphFetch.ts'

type DataSources = Readonly<Record<string, GraphQLDataSource>>

/** One fetch that was sent, and what came of it. */
export type SentFetch = {
  subgraph: string
  query: string
  variables: unknown
  answer: Promise<SubgraphAnswer>
}

/**
 * The same data sources, except that a fetch that was sent already is answered with what came of it: each answer
 * once, so that nobody is asked twice and no two fetches share an answer.
 */
export function replayAnswers(dataSources: DataSources, sent: readonly SentFetch[]): DataSources {
  const left = new Map<string, Promise<SubgraphAnswer>[]>()
  for (const { subgraph, query, variables, answer } of sent) {
    const key = keyOf(subgraph, query, variables)
    left.set(key, [...(left.get(key) ?? []), answer])
  }
  return Object.fromEntries(
    Object.entries(dataSources).map(([subgraph, source]): [string, GraphQLDataSource] => [
      subgraph,
      {
        async process(options) {
          const { query = '', variables } = options.request
          const answers = left.get(keyOf(subgraph, query, variables ?? {}))
          const answer = answers?.shift()
          return answer ?? source.process(options)
        },
      },
    ]),
  )
}

function keyOf(subgraph: string, query: string, variables: unknown): string {
  return `${subgraph}\n${query}\n${JSON.stringify(variables)}`
}
