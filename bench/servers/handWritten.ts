import { ApolloServer } from '@apollo/server'
import { GraphQLScalarType } from 'graphql'
import { apolloSettings } from '../../platform/apolloSettings.ts'
import { connectDatabase } from '../../platform/database.ts'
import { createGraphqlHandler } from '../../platform/graphqlHttp.ts'
import { startHttpServer } from '../../platform/httpServer.ts'
import { createLogger } from '../../platform/logger.ts'
import { createPageReader, type PageInteraction } from '../handWrittenPage.ts'
import { handWrittenSchema } from '../handWrittenSchema.ts'
import { serve } from './serve.ts'

const typeNames = {
  MESSAGE: 'Message',
  NOTE: 'Note',
  ACTION: 'Action',
  FEEDBACK: 'Feedback',
  HANDOFF: 'Handoff',
  STATUS: 'StatusChange',
  IDENTITY: 'IdentityChange',
}

const asIs = (name: string) => new GraphQLScalarType({ name })

// What one would write without federation: one schema, one resolver over mongoose, behind the same HTTP server.
await serve(async ({ mongodbUri }) => {
  const logger = createLogger({ level: 'warn', name: 'hand-written' })
  const connection = await connectDatabase(mongodbUri)
  const readPage = createPageReader(connection)
  const server = new ApolloServer<object>({
    ...apolloSettings(logger),
    typeDefs: handWrittenSchema,
    resolvers: {
      DateTime: new GraphQLScalarType<Date, string>({
        name: 'DateTime',
        serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
      }),
      JSON: asIs('JSON'),
      Decimal: asIs('Decimal'),
      SafeInt: asIs('SafeInt'),
      AssignmentPart: { TEAM: 'team', PERSON: 'person', BOT: 'bot' },
      Query: {
        customerByIdentifier: (_: unknown, { identifier }: { identifier: { type: string; value: string } }) =>
          readPage(identifier),
      },
      Interaction: { __resolveType: ({ kind }: PageInteraction) => typeNames[kind] },
    },
  })
  await server.start()
  const handle = createGraphqlHandler({ server, contextOf: async () => ({}), maxBodyBytes: 1_000_000 })
  const http = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [{ method: '*', path: '/graphql', handle }],
    upgrade: {},
    logger,
  })
  return { url: `${http.url}/graphql` }
})
