import { execute } from 'graphql'
import { createDocumentCache } from './documentCache.ts'
import type { GraphCall } from './graphCall.ts'
import type { Logger } from '../process/log/logger.ts'
import { maskThrown } from '../errors/maskThrown.ts'
import { inSpan } from '../tracing/inSpan.ts'
import { failureOfResult, fetchSpan } from './fetchSpan.ts'
import { readingUntil } from '../mongo/readDeadline.ts'
import type { Subgraph } from '../subgraph/subgraph.ts'

/**
 * Calls a subgraph of this process. The operations come from our own code and planner, so they are cached and not
 * validated: never pass it a document of a caller.
 */
export function createLocalCall(subgraph: Subgraph, logger: Logger): GraphCall {
  const parsed = createDocumentCache()
  const span = fetchSpan(subgraph.name, 'internal')
  const call: GraphCall = async ({ query, document, variables, principal, scope }) => {
    const context = subgraph.createContext({ principal, scope })
    const result = await readingUntil(scope.endsAt, () =>
      execute({
        schema: subgraph.schema,
        document: document ?? parsed(query),
        variableValues: variables,
        contextValue: context,
      }),
    )
    if (!result.errors) return result
    return { ...result, errors: result.errors.map((error) => maskThrown(error, logger)) }
  }
  return (request) => inSpan(span, () => call(request), failureOfResult)
}
