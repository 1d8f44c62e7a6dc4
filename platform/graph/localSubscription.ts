import {
  createSourceEventStream,
  type DocumentNode,
  execute,
  type ExecutionResult,
  type GraphQLError,
} from 'graphql'
import { type ClosableIterator, createClosableIterator } from '../async/closableIterator.ts'
import type { Logger } from '../process/log/logger.ts'
import { maskThrown } from '../errors/maskThrown.ts'
import type { RequestCall } from '../subgraph/audit/requestCall.ts'
import type { Principal } from '../subgraph/principal.ts'
import { readingUntil } from '../mongo/readDeadline.ts'
import { createRequestScope, type RequestScope } from '../subgraph/requestScope.ts'
import type { Subgraph } from '../subgraph/subgraph.ts'

/** One event of a subgraph's subscription, and the scope in which it was executed, with its loaders. */
export type SubscriptionEvent = { result: ExecutionResult<Record<string, unknown>>; scope: RequestScope }

/** The events, or why the subscription was refused. */
export type SubscriptionOutcome<Event> = ClosableIterator<Event> | readonly GraphQLError[]

/**
 * Subscribe to a subgraph of this process. The operation is not validated. Every event is executed in a scope of its
 * own, and the reader may write into its result. Errors are masked, including one that ends the stream.
 */
export async function subscribeLocally(
  subgraph: Subgraph,
  {
    document,
    operationName,
    variables,
    principal,
    call,
  }: {
    document: DocumentNode
    operationName?: string | undefined
    variables: Record<string, unknown>
    principal: Principal
    /** The call that every event belongs to. */
    call?: RequestCall | undefined
  },
  logger: Logger,
): Promise<SubscriptionOutcome<SubscriptionEvent>> {
  const scopeNow = () => createRequestScope({ ...(call && { call }) })
  const mask = (thrown: unknown) => maskThrown(thrown, logger)
  const argumentsIn = (scope: RequestScope) => ({
    schema: subgraph.schema,
    document,
    operationName,
    variableValues: variables,
    contextValue: subgraph.createContext({ principal, scope }),
  })
  const beginning = scopeNow()
  const source = await readingUntil(beginning.endsAt, () =>
    createSourceEventStream(argumentsIn(beginning)),
  ).catch((thrown: unknown) => ({ errors: [mask(thrown)] }))
  if (!(Symbol.asyncIterator in source)) return (source.errors ?? []).map(mask)
  const events = source[Symbol.asyncIterator]()

  return createClosableIterator({
    async pull() {
      const event = await events.next().catch((thrown: unknown) => {
        throw mask(thrown)
      })
      if (event.done) return { done: true, value: undefined }
      const scope = scopeNow()
      const { data, errors } = await readingUntil(scope.endsAt, () =>
        execute({ ...argumentsIn(scope), rootValue: event.value }),
      )
      const result = { ...(data !== undefined && { data }), ...(errors && { errors: errors.map(mask) }) }
      return { done: false, value: { result, scope } }
    },
    async close() {
      await events.return?.()
    },
  })
}
