import type { ExecutionResult, GraphQLSchema } from 'graphql'
import { createClosableIterator } from '../../platform/async/closableIterator.ts'
import type { SubscriptionEvent, SubscriptionOutcome } from '../../platform/graph/localSubscription.ts'
import { keepSentResult } from '../../platform/graph/sentResult.ts'
import type { Admitted } from '../limits/admit.ts'
import type { CompiledOperation, CompiledSubscription } from '../execution/compileOperation.ts'
import type { Answer } from '../execution/execute.ts'
import type { GatewayContext } from '../gatewayContext.ts'
import { type PrimaryOperation, primaryOperation } from '../planning/primaryOperation.ts'
import type { SubgraphConnection } from '../subgraphs/subgraphConnection.ts'
import { isForOneCaller, sharedKeys } from './sharedKey.ts'
import { type SharedOperation, sharedOperation } from './sharedOperation.ts'
import { createSharedSubscriptions } from './sharedSubscriptions.ts'

export type Result = ExecutionResult<Record<string, unknown>>

/** A compiled subscription, prepared to be begun often. */
type Prepared = {
  primary: PrimaryOperation
  /** Null when its subscribers cannot share. */
  shared: SharedOperation | null
  /** Whether only subscribers of one caller share. */
  isOwn: boolean
}

/**
 * Subscriptions across subgraphs, by Apollo's own plan: one subgraph delivers the events, and for each event the rest
 * of the plan fetches from the others, in the scope in which the event was executed. When the delivering subgraph
 * refuses, or the caller may not have the field, the result is the errors and no stream.
 *
 * Equal subscribers share the events when these have cursors. Others, as those of `turnChanged`, do not: they begin
 * with what is so at that moment. Nothing may write into the results.
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
  const preparedOf = new WeakMap<CompiledOperation, Prepared>()
  const subscribeShared = createSharedSubscriptions()

  function prepare(compiled: CompiledOperation, { primary: fetch, rest, asked }: CompiledSubscription) {
    const known = preparedOf.get(compiled)
    if (known) return known
    const primary = primaryOperation(fetch, schema)
    const prepared = {
      primary,
      shared: sharedOperation(primary, asked, schema),
      isOwn: isForOneCaller(primary.subgraph, rest),
    }
    preparedOf.set(compiled, prepared)
    return prepared
  }

  return async ({ compiled, variables }, { principal, transport, scope: { call } }) => {
    const subscription = compiled.subscription()
    if (!('primary' in subscription)) return subscription
    const { executeEvent } = subscription
    const { primary, shared, isOwn } = prepare(compiled, subscription)
    const connection = connections[primary.subgraph]
    if (!connection) throw new Error(`expected a source of the subgraph ${primary.subgraph}, got none`)
    const used = Object.fromEntries(
      Object.entries(variables).filter(([name]) => primary.variables.includes(name)),
    )

    const from = connection
    async function open<Event>(
      operation: PrimaryOperation,
      given: Record<string, unknown>,
      toEvent: (event: SubscriptionEvent) => Promise<Event>,
    ): Promise<SubscriptionOutcome<Event>> {
      const events = await from.subscribe(operation, { variables: given, principal, call })
      if (!('next' in events)) return events
      return createClosableIterator({
        async pull() {
          const { done, value } = await events.next()
          return done ? { done, value: undefined } : { done: false, value: await toEvent(value) }
        },
        async close() {
          await events.return()
        },
      })
    }

    async function completed({ result, scope }: SubscriptionEvent): Promise<Result> {
      return toResult(await executeEvent(result, variables, { principal, scope, transport }))
    }

    if (!shared) return open(primary, used, completed)
    return subscribeShared({
      compiled,
      ...sharedKeys(principal, shared.deciding(variables), call, isOwn),
      after: shared.afterOf(variables),
      isExact: shared.isExact,
      open: (cursor) =>
        open(
          cursor === null ? shared.begun : shared.resumed,
          cursor === null ? used : shared.resumedVariables(used, cursor),
          async ({ result: event, scope }) => {
            const { data } = event
            const own = data ? { data: shared.withoutCursor(data) } : {}
            const result = await completed({ result: { ...event, ...own }, scope })
            return { result, cursor: shared.cursorOf(data), bytes: keepSentResult(result).text.length }
          },
        ),
    })
  }
}
