import { ApolloServer } from '@apollo/server'
import { newId } from '../../platform/lang/ids.ts'
import { connectDatabase } from '../../platform/mongo/database.ts'
import { serveApollo } from '../history/apolloOverHttp.ts'
import { handWrittenCollection, messageDocument } from '../writes/writtenMessage.ts'
import { serve } from './serve.ts'

const typeDefs = /* GraphQL */ `
  input MessageInput {
    phone: String!
    label: String!
    number: Int!
  }
  type Message {
    id: ID!
    revision: Int!
  }
  type UserError {
    message: String!
  }
  type Payload {
    message: Message
    userErrors: [UserError!]!
  }
  type Query {
    isReady: Boolean!
  }
  type Mutation {
    "Find the customer and the open conversation, insert the message once per key, note the conversation's activity."
    recordMessage(input: MessageInput!): Payload!
    "Insert the message and nothing else."
    insertMessage(input: MessageInput!): Payload!
  }
`

type MessageInput = { phone: string; label: string; number: number }
const acknowledged = { writeConcern: { w: 'majority', j: true } } as const

// What one would write without federation, profiles, positions and visibility: one schema over the driver, Apollo Server as it comes.
await serve(async ({ mongodbUri }) => {
  const connection = await connectDatabase(mongodbUri)
  const database = connection.getClient().db()
  const identifiers = database.collection<{ profileId: string }>('identifiers')
  const conversations = database.collection<{ _id: string; profileId: string }>('conversations')
  const messages = database.collection<{ _id: string }>(handWrittenCollection)
  await messages.createIndex({ idempotencyKey: 1 }, { unique: true })

  async function insert(profileId: string, { label, number }: MessageInput) {
    const id = newId('int')
    const document = messageDocument(profileId, label, number)
    await messages.insertOne({ _id: id, ...document }, acknowledged)
    return { message: { id, revision: 1 }, userErrors: [] }
  }

  const refused = (message: string) => ({ message: null, userErrors: [{ message }] })

  const server = new ApolloServer({
    typeDefs,
    resolvers: {
      Query: { isReady: () => true },
      Mutation: {
        async recordMessage(_: unknown, { input }: { input: MessageInput }) {
          const identifier = await identifiers.findOne({ type: 'PHONE', value: input.phone })
          if (!identifier) return refused('no customer has this telephone')
          const { profileId } = identifier
          const open = { profileId, channel: 'WHATSAPP', status: 'OPEN' }
          const conversation = await conversations.findOne(open, { sort: { lastActivityAt: -1 } })
          if (!conversation) return refused('the customer has no open conversation')
          const payload = await insert(profileId, input)
          await conversations.updateOne(
            { _id: conversation._id },
            { $max: { lastActivityAt: new Date() } },
            acknowledged,
          )
          return payload
        },
        insertMessage: (_: unknown, { input }: { input: MessageInput }) => insert(input.phone, input),
      },
    },
  })
  return { url: await serveApollo(server) }
})
