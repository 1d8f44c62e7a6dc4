import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql'
import { type ClosableIterator, createClosableIterator } from '../../platform/async/closableIterator.ts'
import type { SubscriptionOutcome } from '../../platform/graph/localSubscription.ts'
import type { Admitted } from '../limits/admit.ts'
import type { CompiledOperation } from '../execution/compileOperation.ts'
import type { Answer } from '../execution/execute.ts'
import type { GatewayContext } from '../gatewayContext.ts'
import { type PrimaryOperation, primaryOperation } from '../planning/primaryOperation.ts'
import type { SubgraphConnection } from '../subgraphs/subgraphConnection.ts'

export type Result = ExecutionResult<Record<string, unknown>>

/**
 * Subscriptions across subgraphs, by Apollo's own plan: one subgraph delivers the events, and for each event the rest
 * of the plan fetches from the others, in the scope in which the event was executed. When the delivering subgraph
 * refuses, or the caller may not have the field, the result is the errors and no stream.
 */
export function createFederatedSubscriptions({
  schema,
  connections,
  toResult,
}: {
  schema: GraphQLSchema
  connections: Readonly<Record<string, SubgraphConnection>>
  /** The answer as the caller may see it. */
  toResult: (answer: Answer) => Result
}): (admitted: Admitted, context: GatewayContext) => Promise<SubscriptionOutcome<Result>> {
  const primaries = new WeakMap<CompiledOperation, PrimaryOperation>()

  return async ({ compiled, variables }, { principal, transport, scope: { call } }) => {
    const subscription = compiled.subscription()
    if (!('primary' in subscription)) return subscription
    const { primary: fetch, executeEvent } = subscription
    const primary = primaries.get(compiled) ?? primaryOperation(fetch, schema)
    primaries.set(compiled, primary)
    const connection = connections[primary.subgraph]
    if (!connection) throw new Error(`expected a source of the subgraph ${primary.subgraph}, got none`)
    const used = Object.entries(variables).filter(([name]) => primary.variables.includes(name))
    const request = { variables: Object.fromEntries(used), principal, call }
    const events = await connection.subscribe(primary, request)
    if (!('next' in events)) return events
    return createClosableIterator({
      async pull() {
        const { done, value } = await events.next()
        if (done) return { done, value: undefined }
        const { result, scope } = value
        const answer = await executeEvent(result, variables, { principal, scope, transport })
        return { done: false, value: toResult(answer) }
      },
      async close() {
        await events.return()
      },
    })
  }
}

/** The same results with masked errors. `onEnd` is called once, with the number of results and the error, if any. */
export function counted(
  results: ClosableIterator<Result>,
  mask: (error: unknown) => GraphQLError,
  onEnd: (events: number, error: GraphQLError | null) => void,
): ClosableIterator<Result> {
  let events = 0
  let ending: GraphQLError | null = null
  return createClosableIterator({
    async pull() {
      try {
        const next = await results.next()
        if (!next.done) events += 1
        return next
      } catch (error) {
        ending = mask(error)
        throw ending
      }
    },
    async close() {
      onEnd(events, ending)
      await results.return()
    },
  })
}
