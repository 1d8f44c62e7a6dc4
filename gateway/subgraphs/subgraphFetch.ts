import type { GraphQLDataSource } from '@apollo/gateway'
import { type DocumentNode, type GraphQLError, type GraphQLFormattedError, OperationTypeNode } from 'graphql'
import { outcomeUnknown, unavailable } from '../../platform/errors/errors.ts'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { within } from '../../platform/async/within.ts'
import { distinctRepresentations, spreadEntities, spreadErrors } from './distinctRepresentations.ts'
import type { GatewayContext } from '../gatewayContext.ts'
import type { GatewayLimits } from '../limits/limits.ts'

/** Sends one fetch of a plan to a subgraph. The caller may write into the answer. */
export type SubgraphFetch = (
  fetch: {
    query: string
    document?: DocumentNode | undefined
    variables: Record<string, unknown>
    /** The type of the whole operation. A mutation is not cancelled when its caller disconnects. */
    operation: OperationTypeNode
  },
  context: GatewayContext,
) => Promise<SubgraphAnswer>

export type SubgraphAnswer = {
  data?: Record<string, unknown> | null
  errors?: (GraphQLError & GraphQLFormattedError)[]
}

/** The same in the form of Apollo's executor. */
export function dataSourceOf(fetch: SubgraphFetch): GraphQLDataSource<GatewayContext> {
  return {
    async process(options) {
      // Health checks and schema loading, which the gateway does not use.
      if (!('incomingRequestContext' in options)) return {}
      const { request, document, incomingRequestContext } = options
      const { query = '', variables = {} } = request
      const { operation } = incomingRequestContext.operation
      return fetch({ query, document, variables, operation }, incomingRequestContext.context)
    },
  }
}

/**
 * Send the fetches of plans to one subgraph. Equal representations are sent once. Never rejects: a subgraph that cannot
 * be reached, or does not answer in time, gives no data and one UNAVAILABLE error that names it. For a mutation the
 * error says that the outcome is unknown, because it may still be recorded.
 */
export function createSubgraphFetch({
  name,
  call,
  limits: { subgraphTimeoutMs, mutationTimeoutMs },
  logger,
}: {
  name: string
  /** Rejects only when the subgraph cannot be reached. */
  call: GraphCall
  limits: Pick<GatewayLimits, 'subgraphTimeoutMs' | 'mutationTimeoutMs'>
  logger: Logger
}): SubgraphFetch {
  return async ({ query, document, variables, operation }, context) => {
    const { principal, scope } = context
    // The gateway waits for a mutation even when its caller has disconnected, so that the log has its outcome.
    const isQuery = operation === OperationTypeNode.QUERY
    // Nobody waits for it.
    if (isQuery && context.isCancelled?.()) return answer(null, [unavailable(name)])
    const { representations } = variables
    const repeated = Array.isArray(representations) ? distinctRepresentations(representations) : null
    try {
      const limitMs = isQuery ? subgraphTimeoutMs : mutationTimeoutMs
      const { data, errors } = await within(
        call({
          query,
          document,
          variables: {
            ...variables,
            ...(repeated && { representations: repeated.distinct }),
          },
          principal,
          scope,
          // Creating the signal costs time, and only remote calls read it.
          get signal() {
            return isQuery ? context.signal : undefined
          },
        }),
        limitMs,
        `no answer within ${limitMs} ms`,
      )
      if (!repeated) return answer(data, errors)
      const entities: unknown = data?.['_entities']
      return answer(
        Array.isArray(entities) ? { _entities: spreadEntities(entities, repeated.indexes) } : data,
        errors && spreadErrors(errors, repeated.indexes),
      )
    } catch (error) {
      if (!context.signal?.aborted) {
        logger.warn({ event: 'subgraph_unavailable', subgraph: name, err: error }, `${name} did not answer`)
      }
      return answer(null, [isQuery ? unavailable(name) : outcomeUnknown(name)])
    }
  }
}

function answer(
  data: Record<string, unknown> | null | undefined,
  errors: readonly GraphQLError[] | undefined,
): SubgraphAnswer {
  // They must stay instances of GraphQLError: the executor keeps them as original errors, and only originals of this
  // class pass unmasked. The assignment changes nothing; the types need it.
  const reported = errors?.map((error) => Object.assign(error, error.toJSON()))
  return { ...(data !== undefined && { data }), ...(reported && { errors: reported }) }
}
