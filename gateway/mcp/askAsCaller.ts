import { type GraphQLError, OperationTypeNode } from 'graphql'
import type { Graph, GraphCaller } from '../graph.ts'

/** The answer of one prepared document. Its errors are masked already. */
export type PreparedAnswer = {
  /** Null when nothing was executed, and when an error left nothing. */
  data: Readonly<Record<string, unknown>> | null
  errors: readonly GraphQLError[]
}

/** Run one prepared document as the caller of the request. Never rejects. */
export type AskPrepared = (document: string, variables: Record<string, unknown>) => Promise<PreparedAnswer>

const carries = [OperationTypeNode.QUERY, OperationTypeNode.MUTATION]

/** Prepared documents are executed as operations over HTTP are: rights, limits, budget, audit and masking are the graph's. */
export function createAskPrepared(graph: Graph, caller: GraphCaller): AskPrepared {
  return async (document, variables) => {
    const request = { query: document, operationName: undefined, variables, extensions: {} }
    const outcome = await graph({ ...request, carries, isPrepared: true }, caller)
    if (outcome.kind === 'stream') throw new Error('expected no stream')
    if (outcome.kind === 'refused') return { data: null, errors: outcome.errors }
    const { data = null, errors = [] } = outcome.result
    return { data, errors }
  }
}
