import type { ApolloServerPlugin } from '@apollo/server'
import { OperationTypeNode } from 'graphql'
import { callerError } from '../platform/errors.ts'
import type { Logger } from '../platform/logger.ts'
import { unresolvedOperation } from '../platform/resolveOperation.ts'
import type { GatewayContext } from './gatewayContext.ts'

/** One line per operation, without its variables or its text. */
export function logOperation(
  logger: Logger,
  operation: {
    type: string | null
    name: string | null
    transport: GatewayContext['transport']
    /** By `performance.now()`. */
    startedAt: number
    /** The codes of its errors. */
    codes: string[]
    /** How many events a subscription had. */
    events?: number
  },
): void {
  const { startedAt, ...known } = operation
  const durationMs = Math.round((performance.now() - startedAt) * 100) / 100
  logger.info({ event: 'operation', ...known, durationMs }, 'operation')
}

/** The distinct codes of errors. */
export function codesOf(
  errors: readonly { extensions?: { readonly [key: string]: unknown } | undefined }[] | undefined,
): string[] {
  return [...new Set((errors ?? []).map(({ extensions }) => String(extensions?.['code'])))]
}

/**
 * Logs what Apollo Server executes, and refuses with a clear message what it would be asked in vain: a subscription,
 * or an operation that cannot be told from others.
 */
export function operationLogPlugin(logger: Logger): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      const startedAt = performance.now()
      return {
        async didResolveOperation({ operation, request, contextValue }) {
          if (!operation) throw withStatus400(unresolvedOperation(request.operationName))
          if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return
          const over = contextValue.transport === 'http' ? 'HTTP' : 'this call'
          throw withStatus400(
            callerError(
              'BAD_REQUEST',
              `expected a query or mutation over ${over}, got a subscription; subscribe by WebSocket (graphql-ws) at /graphql`,
            ),
          )
        },
        async willSendResponse({ operation, operationName, response, contextValue }) {
          const { body } = response
          const { errors } = body.kind === 'single' ? body.singleResult : body.initialResult
          logOperation(logger, {
            type: operation?.operation ?? null,
            name: operationName ?? null,
            transport: contextValue.transport,
            startedAt,
            codes: codesOf(errors),
          })
        },
      }
    },
  }
}

function withStatus400(error: ReturnType<typeof callerError>) {
  Object.assign(error.extensions, { http: { status: 400 } })
  return error
}
