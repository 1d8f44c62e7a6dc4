import type { GraphQLDataSource } from '@apollo/gateway'
import { type DocumentNode, type GraphQLError, type GraphQLFormattedError, OperationTypeNode } from 'graphql'
import { outcomeUnknown, unavailable } from '../../platform/errors/errors.ts'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import type { Logger } from '../../platform/process/logger.ts'
import { within } from '../../platform/lang/within.ts'
import { distinctRepresentations, spreadEntities, spreadErrors } from './distinctRepresentations.ts'
import type { GatewayContext } from '../gatewayContext.ts'
import type { GatewayLimits } from '../limits/limits.ts'

/** Asks one subgraph for one fetch of a plan. The answer belongs to whoever asked. */
export type SubgraphFetch = (
  fetch: {
    query: string
    /** The query, parsed. */
    document?: DocumentNode | undefined
    variables: Record<string, unknown>
    /** Of the operation that this is a part of: a change goes on when the caller has gone. */
    operation: OperationTypeNode
  },
  context: GatewayContext,
) => Promise<SubgraphAnswer>

export type SubgraphAnswer = {
  data?: Record<string, unknown> | null
  errors?: (GraphQLError & GraphQLFormattedError)[]
}

/** The same, as Apollo's plan executor asks. */
export function dataSourceOf(fetch: SubgraphFetch): GraphQLDataSource<GatewayContext> {
  return {
    async process(options) {
      // Health checks and schema loading are not done through the gateway.
      if (!('incomingRequestContext' in options)) return {}
      const { request, document, incomingRequestContext } = options
      const { query = '', variables = {} } = request
      const { operation } = incomingRequestContext.operation
      return fetch({ query, document, variables, operation }, incomingRequestContext.context)
    },
  }
}

/**
 * What a plan asks of one subgraph. Equal representations are asked once. Never rejects: a subgraph that cannot be
 * reached, or does not answer in time, gives no data and one UNAVAILABLE error that names it. That of a change says that
 * its outcome is unknown: it may still be recorded.
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
    // A change that has begun is waited for when its caller has gone, so that the log says how it ended.
    const isQuery = operation === OperationTypeNode.QUERY
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
          // Read by who asks another process, and no sooner.
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
  // They stay GraphQLErrors: the executor keeps them as the originals of what it reports, and only originals of that
  // class pass unmasked. Assigning what they say already is for the types.
  const reported = errors?.map((error) => Object.assign(error, error.toJSON()))
  return { ...(data !== undefined && { data }), ...(reported && { errors: reported }) }
}
