import { ApolloServer } from '@apollo/server'
import { GraphQLScalarType } from 'graphql'
import { storedKinds, typeNames } from '../../interactions/interactionKinds.ts'
import { connectDatabase } from '../../platform/mongo/database.ts'
import { serveApollo } from '../history/apolloOverHttp.ts'
import { createPageReader, type PageInteraction } from '../history/handWrittenPage.ts'
import { handWrittenSchema } from '../history/handWrittenSchema.ts'
import { serve } from './serve.ts'

const idOf = ({ id }: { id: string | null }) => id
const asIs = (name: string) => new GraphQLScalarType({ name })

// What one would write without federation: one schema, one resolver over mongoose, Apollo Server as it comes.
await serve(async ({ mongodbUri }) => {
  const connection = await connectDatabase(mongodbUri)
  const readPage = createPageReader(connection)
  const server = new ApolloServer({
    typeDefs: handWrittenSchema,
    resolvers: {
      DateTime: new GraphQLScalarType<Date, string>({
        name: 'DateTime',
        serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
      }),
      JSON: asIs('JSON'),
      Decimal: asIs('Decimal'),
      SafeInt: asIs('SafeInt'),
      InteractionKind: storedKinds,
      Actor: { externalId: idOf },
      Assignee: { externalId: idOf },
      AssignmentPart: { TEAM: 'team', PERSON: 'person', BOT: 'bot' },
      Query: {
        customerByIdentifier: (_: unknown, { identifier }: { identifier: { type: string; value: string } }) =>
          readPage(identifier),
      },
      Interaction: { __resolveType: ({ kind }: PageInteraction) => typeNames[kind] },
    },
  })
  return { url: await serveApollo(server) }
})
