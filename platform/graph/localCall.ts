import { execute } from 'graphql'
import { createDocumentCache } from './documentCache.ts'
import type { GraphCall } from './graphCall.ts'
import type { Logger } from '../process/logger.ts'
import { maskThrown } from '../errors/maskThrown.ts'
import { readingUntil } from '../mongo/readDeadline.ts'
import type { Subgraph } from '../subgraph/subgraph.ts'

/**
 * Ask a subgraph of this very process. Operations are those of our own code and planner, so they are parsed once,
 * kept, and not validated: never hand it a caller's text.
 */
export function createLocalCall(subgraph: Subgraph, logger: Logger): GraphCall {
  const parsed = createDocumentCache()
  return async ({ query, document, variables, principal, scope }) => {
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
}
