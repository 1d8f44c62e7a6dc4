import type { Clock } from '../../../platform/process/clock.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { createConversationsSubgraph } from '../../../subgraphs/conversations/subgraph.ts'
import {
  byPhone,
  idOf,
  listOf,
  membersOf,
  openSubgraph,
  type SubgraphUnderTest,
  type Variables,
} from '../../support/recordingSubgraphs.ts'

export const phone = '11 98765-4321'
export const maria = byPhone(phone)
export const byCustomer = { kind: 'CUSTOMER', name: 'Maria' }
/** The actor of `byAna` as the log stores it. */
export const storedAna = { kind: 'HUMAN', id: '3', name: 'Ana' }
export const byAna = { kind: 'HUMAN', externalId: '3', name: 'Ana' }

const messageFields = `id text deliveryStatus deleted editedAt
  attachments { type url mimeType sizeBytes transcript title }`
const assignmentFields = 'team { externalId name } person { externalId name } bot { externalId name }'
export const conversationFields = `id channel inbox status priority labels snoozedUntil customAttributes
  createdAt lastActivityAt assignment { ${assignmentFields} } source { system externalId version }`

/** The conversations subgraph with its mutations by name. */
export type ConversationsSubgraph = SubgraphUnderTest & {
  recordMessage(input: Variables): Promise<Record<string, unknown>>
  editMessage(input: Variables): Promise<Record<string, unknown>>
  deleteMessage(messageId: string): Promise<Record<string, unknown>>
  recordNote(input: Variables): Promise<Record<string, unknown>>
  recordConversation(input: Variables): Promise<Record<string, unknown>>
  handOff(input: Variables): Promise<Record<string, unknown>>
  changeStatus(input: Variables): Promise<Record<string, unknown>>
  /** The message as a principal reads it. */
  message(id: unknown, principal?: Principal): Promise<unknown>
  conversation(id: unknown): Promise<Record<string, unknown>>
  /** A new conversation's id. */
  openConversation(input?: Variables): Promise<string>
  /** All conversations of the customer with this phone, the one with the latest activity first. */
  conversationsOf(phone: string): Promise<Record<string, unknown>[]>
}

export async function openConversationsSubgraph(
  options: { clock?: Clock } = {},
): Promise<ConversationsSubgraph> {
  const subgraph = await openSubgraph(createConversationsSubgraph, options)
  const message = { customer: maria, channel: 'WHATSAPP', actor: byCustomer }

  function recordConversation(input: Variables) {
    const opened = { customer: maria, channel: 'WHATSAPP', ...input }
    return subgraph.mutate('recordConversation', `conversation { ${conversationFields} }`, opened)
  }

  return {
    ...subgraph,
    recordConversation,
    recordMessage: (input) =>
      subgraph.mutate('recordMessage', `message { ${messageFields} }`, { ...message, ...input }),
    editMessage: (input) => subgraph.mutate('editMessage', `message { ${messageFields} }`, input),
    deleteMessage: (messageId) =>
      subgraph.mutate('deleteMessage', `message { ${messageFields} }`, { messageId }),
    recordNote: (input) =>
      subgraph.mutate('recordNote', 'note { id text deleted editedAt attachments { type } }', {
        customer: maria,
        actor: byAna,
        ...input,
      }),
    handOff: (input) =>
      subgraph.mutate(
        'handOffConversation',
        `handoff { id changed reason from { ${assignmentFields} } to { ${assignmentFields} } }
         conversation { ${conversationFields} }`,
        input,
      ),
    changeStatus: (input) =>
      subgraph.mutate(
        'changeConversationStatus',
        `statusChange { id from to } conversation { ${conversationFields} }`,
        input,
      ),
    async message(id, principal = demoPrincipal) {
      const [entity] = await subgraph.entities(
        [{ __typename: 'Message', id }],
        `... on Message { ${messageFields} }`,
        principal,
      )
      return entity
    },
    async conversation(id) {
      const answer = await subgraph.ask(
        `query ($id: ID!) { conversation(id: $id) { ${conversationFields} } }`,
        {
          id,
        },
      )
      return membersOf(answer['conversation'])
    },
    async openConversation(input = {}) {
      return idOf(await recordConversation(input), 'conversation')
    },
    async conversationsOf(telephone) {
      const profileIds = await subgraph.profilesOf(telephone)
      const [customer] = await subgraph.entities(
        [{ __typename: 'Customer', profileId: profileIds[0], profileIds }],
        `... on Customer { conversations(first: 100) { nodes { ${conversationFields} } } }`,
      )
      return listOf(membersOf(membersOf(customer)['conversations'])['nodes']).map(membersOf)
    },
  }
}
