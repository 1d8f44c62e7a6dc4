import { inject } from 'vitest'
import { z } from 'zod'
import { askForData } from '../support/askGraph.ts'
import { startEloProcess } from '../support/eloProcess.ts'
import { openTestDatabase } from '../support/testDatabase.ts'

const identifier = (type: string, value: string) => ({ type, value })
const phone = identifier('PHONE', '+5511961119001')
const email = identifier('EMAIL', 'maria@example.com')

/** Ids that a foreign system gives to a contact, an agent and a team alike. */
const externalId = '1'
const maria = { kind: 'CUSTOMER', externalId, name: 'Maria' }
const paulo = { kind: 'HUMAN', externalId, name: 'Paulo' }
const assignment = { team: { externalId, name: 'Sales' }, person: { externalId, name: 'Paulo' } }

const payloadSchema = z.looseObject({
  userErrors: z.array(z.object({ code: z.string(), message: z.string() })),
})
const idOnly = z.object({ id: z.string() })

/**
 * Start all of Elo in one process on a database of its own, and record through the graph a customer of two merged
 * profiles with one conversation of three messages. The contact, the agent and the team have the same foreign id.
 */
export async function startEloWithCustomer(databaseName: string) {
  const database = await openTestDatabase(inject('mongodbUri'), databaseName)
  const elo = await startEloProcess({ MONGODB_URI: database.uri, LOG_LEVEL: 'error' })
  const stop = async () => {
    await elo.end('SIGTERM')
    await database.drop()
  }
  try {
    const recorded = await recordCustomer(elo.url)
    /** Put a tag on the customer, as somebody else would while a client shows them. */
    const tagCustomer = (tag: string) =>
      mutate(elo.url, 'tagCustomer', 'customer { id }', z.object({ customer: idOnly }), {
        customer: { id: recorded.ids.customerId },
        tags: [tag],
      })
    /** Record a message of the customer, as it happens. */
    const recordText = (text: string) =>
      mutate(elo.url, 'recordMessage', 'message { id }', z.object({ message: idOnly }), {
        customer: { id: recorded.ids.customerId },
        channel: 'WHATSAPP',
        actor: { kind: 'CUSTOMER' },
        text,
      })
    return { url: new URL('/graphql', elo.url).href, ...recorded, tagCustomer, recordText, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function recordCustomer(url: string) {
  const first = await identify(url, phone, 'Maria Souza')
  const second = await identify(url, email, 'M. Souza')
  await mutate(url, 'mergeCustomers', 'customer { id }', z.object({ customer: idOnly }), {
    customerId: first.customer.id,
    otherCustomerId: second.customer.id,
  })
  const customerId = first.customer.id
  const { conversation } = await mutate(
    url,
    'recordConversation',
    'conversation { id }',
    z.object({ conversation: idOnly }),
    { customer: { id: customerId }, channel: 'WHATSAPP', assignment },
  )
  const record = async (actor: object, text: string, occurredAt: string) => {
    const { message } = await mutate(url, 'recordMessage', 'message { id }', z.object({ message: idOnly }), {
      customer: { id: customerId },
      channel: 'WHATSAPP',
      conversationId: conversation.id,
      actor,
      text,
      occurredAt,
    })
    return message.id
  }
  const questionId = await record(maria, 'Is it ready?', '2026-06-01T12:00:00.000Z')
  const answerId = await record(paulo, 'Yes, it is.', '2026-06-01T12:01:00.000Z')
  const thanksId = await record(maria, 'Thank you!', '2026-06-01T12:02:00.000Z')
  const ids: Ids = {
    customerId,
    mergedCustomerId: second.customer.id,
    profileId: first.profile.id,
    mergedProfileId: second.profile.id,
    conversationId: conversation.id,
    questionId,
    answerId,
    thanksId,
  }
  return { ids, expected: expectedPage(ids) }
}

type Ids = {
  customerId: string
  mergedCustomerId: string
  profileId: string
  mergedProfileId: string
  conversationId: string
  questionId: string
  answerId: string
  thanksId: string
}

/** What the graph is to answer to the documents, without `__typename`. */
function expectedPage(ids: Ids) {
  const customer = { id: ids.customerId, name: 'M. Souza', identifiers: [email, phone] }
  const profile = { id: ids.profileId, name: 'Maria Souza', identifiers: [phone] }
  const mergedProfile = { id: ids.mergedProfileId, name: 'M. Souza', identifiers: [email] }
  const conversation = { id: ids.conversationId, assignment }
  const question = { id: ids.questionId, summary: 'Is it ready?', actor: maria }
  const answer = { id: ids.answerId, summary: 'Yes, it is.', actor: paulo }
  const thanks = { id: ids.thanksId, summary: 'Thank you!', actor: maria }
  return {
    customerPage: {
      customer: {
        ...customer,
        profiles: [profile, mergedProfile],
        conversations: { nodes: [conversation] },
        history: { nodes: [question, answer, thanks] },
      },
    },
    objectsByThemselves: { customer, profile, conversation, question, answer },
  }
}

async function identify(url: string, known: object, name: string) {
  return mutate(
    url,
    'identifyCustomer',
    'customer { id } profile { id }',
    z.object({ customer: idOnly, profile: idOnly }),
    { identifiers: [known], name },
  )
}

/** The payload of a mutation; an error of the graph and a user error end the test with their message. */
async function mutate<Schema extends z.ZodObject>(
  url: string,
  mutation: string,
  selection: string,
  payload: Schema,
  input: object,
): Promise<z.infer<Schema>> {
  const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const answer = await askForData(
    z.object({ payload: payloadSchema }),
    url,
    `mutation ($input: ${inputType}!) {
      payload: ${mutation}(input: $input) { ${selection} userErrors { code message } }
    }`,
    { input },
  )
  const [userError] = answer.payload.userErrors
  if (userError) throw new Error(`${mutation} answered ${userError.code}: ${userError.message}`)
  return payload.parse(answer.payload)
}
