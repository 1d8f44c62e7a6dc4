import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { graphql } from 'graphql'
import type { Connection } from 'mongoose'
import { inject } from 'vitest'
import { z } from 'zod'
import { startGateway } from '../../gateway/server.ts'
import { createLocalCall } from '../../platform/graph/localCall.ts'
import { connectDatabase, ensureIndexes } from '../../platform/mongo/database.ts'
import { systemClock } from '../../platform/process/clock.ts'
import { createLogger } from '../../platform/process/log/logger.ts'
import {
  decodePrincipal,
  demoPrincipal,
  encodePrincipal,
  type Principal,
} from '../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../platform/subgraph/requestScope.ts'
import { readSchemaFile, type SubgraphName } from '../../platform/subgraph/schemaFiles.ts'
import type { Subgraph } from '../../platform/subgraph/subgraph.ts'
import { createActionsSubgraph } from '../../subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from '../../subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from '../../subgraphs/feedback/subgraph.ts'
import { createHistorySubgraph } from '../../subgraphs/history/subgraph.ts'
import { createIdentitySubgraph } from '../../subgraphs/identity/subgraph.ts'
import type { WebhookSettings } from '../../subgraphs/history/webhook/webhookSettings.ts'
import { connectSocket, type SocketClient } from './connectSocket.ts'

const answerSchema = z.object({ data: z.unknown(), errors: z.unknown() }).partial()
/** An answer as JSON: everything that the caller can read. */
export type Answer = z.infer<typeof answerSchema>
export type Variables = Record<string, unknown>

/** A gateway over the real subgraphs and a database of its own, which believes the principal of a header. */
export type WholeGraph = {
  connection: Connection
  /** Where its gateway answers. */
  url: string
  /** The headers of a request by a principal. */
  headersOf: (principal: Principal) => Record<string, string>
  ask: (principal: Principal, query: string, variables?: Variables) => Promise<Answer>
  /** Resolve entities of a subgraph by a call that names them, as only a gateway does. */
  entities(
    principal: Principal,
    subgraph: SubgraphName,
    representations: Variables[],
    selection: string,
  ): Promise<Answer>
  connect(principal: Principal): Promise<SocketClient>
  stop(): Promise<void>
}

const header = 'x-test-principal'

/** The principal of a request; the demo principal when its headers name none. */
export function principalIn({ [header]: given }: IncomingHttpHeaders): Principal {
  return typeof given === 'string' ? decodePrincipal(given).principal : demoPrincipal
}

/** `options` are those of the gateway that are not the default. With `webhookSettings` webhooks are delivered. */
export async function startWholeGraph({
  webhookSettings,
  ...options
}: Partial<Parameters<typeof startGateway>[0]> & {
  webhookSettings?: WebhookSettings
} = {}): Promise<WholeGraph> {
  const uri = Object.assign(new URL(inject('mongodbUri')), {
    pathname: `/isolation_${randomUUID().slice(0, 8)}`,
  }).href
  const connection = await connectDatabase(uri, { monitorCommands: true })
  const logger = createLogger({ level: 'silent', name: 'test' })
  const parts = { connection, clock: systemClock, logger }
  const identity = createIdentitySubgraph(parts)
  const dependencies = { ...parts, callIdentity: createLocalCall(identity, logger) }
  const history = createHistorySubgraph({ ...dependencies, ...(webhookSettings && { webhookSettings }) })
  const subgraphs: Record<SubgraphName, Subgraph> = {
    identity,
    conversations: createConversationsSubgraph(dependencies),
    actions: createActionsSubgraph(dependencies),
    feedback: createFeedbackSubgraph(dependencies),
    history: history.subgraph,
  }
  await ensureIndexes(connection)
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: readSchemaFile('supergraph.graphql'),
    subgraphs: Object.fromEntries(
      Object.entries(subgraphs).map(([name, subgraph]) => [name, { kind: 'local', subgraph } as const]),
    ),
    logger,
    principalOf: async ({ headers }) => principalIn(headers),
    ...options,
  })
  if (webhookSettings) for (const job of history.jobs ?? []) job.start()
  const headersOf = (principal: Principal) => ({ [header]: encodePrincipal(principal) })

  return {
    connection,
    url: gateway.url,
    headersOf,
    async ask(principal, query, variables = {}) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headersOf(principal) },
        body: JSON.stringify({ query, variables }),
      })
      return answerSchema.parse(await response.json())
    },
    async entities(principal, name, representations, selection) {
      const subgraph = subgraphs[name]
      const result = await graphql({
        schema: subgraph.schema,
        source: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`,
        variableValues: { representations },
        contextValue: subgraph.createContext({ principal, scope: createRequestScope() }),
      })
      return answerSchema.parse(JSON.parse(JSON.stringify(result)))
    },
    connect: (principal) => connectSocket(gateway.url, { headers: headersOf(principal) }),
    async stop() {
      await gateway.stop()
      await history.stop()
      await connection.dropDatabase()
      await connection.close()
    },
  }
}
