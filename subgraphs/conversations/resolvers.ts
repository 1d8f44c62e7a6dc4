import { callerError } from '../../platform/errors/errors.ts'
import { isId } from '../../platform/lang/ids.ts'
import { bodyOf, type Channel, type Interaction } from '../../interactions/interaction.ts'
import { fromJsonText } from '../../platform/lang/jsonText.ts'
import type { CustomerReference, PageArguments } from '../../platform/paging/newestFirstPage.ts'
import { loadReadable } from '../../interactions/visibility.ts'
import type { ConversationsContext } from './context.ts'
import {
  type Conversation,
  type ConversationFilter,
  lastActivityOf,
  type RecordConversationInput,
} from './conversation/conversation.ts'
import type { HandoffBody, HandOffInput } from './conversation/handoff.ts'
import { type EditMessageInput, readableBody, type RecordMessageInput } from './message/message.ts'
import type { ChangeStatusInput, StatusChangeBody } from './conversation/statusChange.ts'

type Input<Value> = { input: Value }

export const resolvers = {
  Query: {
    conversation(_: unknown, { id }: { id: string }, { conversationLoader }: ConversationsContext) {
      if (isId('cnv', id)) return conversationLoader.load(id)
      throw callerError('BAD_USER_INPUT', `id: expected cnv_…, got "${id.slice(0, 80)}"`)
    },
  },
  Mutation: {
    async recordConversation(
      _: unknown,
      { input }: Input<RecordConversationInput>,
      context: ConversationsContext,
    ) {
      const { conversation, userErrors } = await context.conversations.record(input, context)
      return { conversation, userErrors }
    },
    async recordMessage(
      _: unknown,
      { input }: Input<RecordMessageInput & { channel: Channel }>,
      context: ConversationsContext,
    ) {
      const { interaction: message, userErrors } = await context.messages.recordMessage(input, context)
      return { message, userErrors }
    },
    async editMessage(_: unknown, { input }: Input<EditMessageInput>, context: ConversationsContext) {
      const { interaction: message, userErrors } = await context.messages.edit(input, context)
      return { message, userErrors }
    },
    async deleteMessage(_: unknown, { input }: Input<{ messageId: string }>, context: ConversationsContext) {
      const { interaction: message, userErrors } = await context.messages.delete(input, context)
      return { message, userErrors }
    },
    async recordNote(_: unknown, { input }: Input<RecordMessageInput>, context: ConversationsContext) {
      const { interaction: note, userErrors } = await context.messages.recordNote(input, context)
      return { note, userErrors }
    },
    async handOffConversation(_: unknown, { input }: Input<HandOffInput>, context: ConversationsContext) {
      const { interaction: handoff, ...rest } = await context.conversations.handOff(input, context)
      return { handoff, ...rest }
    },
    async changeConversationStatus(
      _: unknown,
      { input }: Input<ChangeStatusInput>,
      context: ConversationsContext,
    ) {
      const { interaction: statusChange, ...rest } = await context.conversations.changeStatus(input, context)
      return { statusChange, ...rest }
    },
  },
  Customer: {
    conversations(
      customer: CustomerReference,
      { filter, ...page }: PageArguments & { filter?: ConversationFilter | null },
      { readConversations }: ConversationsContext,
    ) {
      return readConversations(customer, page, filter ?? {})
    },
  },
  Conversation: {
    __resolveReference: ({ id }: { id: string }, { conversationLoader }: ConversationsContext) =>
      conversationLoader.load(id),
    customer: ({ profileId }: Conversation) => ({ __typename: 'Customer', profileId }),
    assignment: ({ team, person, bot }: Conversation) => ({ team, person, bot }),
    snoozedUntil: ({ status, snoozedUntil }: Conversation) => (status === 'SNOOZED' ? snoozedUntil : null),
    customAttributes: ({ customAttributes }: Conversation) => fromJsonText(customAttributes),
    lastActivityAt: lastActivityOf,
    source: ({ source }: Conversation) => source && { ...source, version: null },
  },
  Message: {
    __resolveReference: ({ id }: { id: string }, context: ConversationsContext) =>
      loadReadable(context, 'MESSAGE', id),
    ...spokenFields(),
    deliveryStatus: (message: Interaction, _: unknown, { principal }: ConversationsContext) =>
      readableBody(message, principal).deliveryStatus,
  },
  Note: {
    __resolveReference: ({ id }: { id: string }, context: ConversationsContext) =>
      loadReadable(context, 'NOTE', id),
    ...spokenFields(),
  },
  Handoff: {
    __resolveReference: ({ id }: { id: string }, context: ConversationsContext) =>
      loadReadable(context, 'HANDOFF', id),
    from: (handoff: Interaction) => bodyOf<HandoffBody>(handoff).from,
    to: (handoff: Interaction) => bodyOf<HandoffBody>(handoff).to,
    changed: (handoff: Interaction) => bodyOf<HandoffBody>(handoff).changed.map((part) => part.toUpperCase()),
    reason: (handoff: Interaction) => bodyOf<HandoffBody>(handoff).reason,
  },
  StatusChange: {
    __resolveReference: ({ id }: { id: string }, context: ConversationsContext) =>
      loadReadable(context, 'STATUS', id),
    from: (change: Interaction) => bodyOf<StatusChangeBody>(change).from,
    to: (change: Interaction) => bodyOf<StatusChangeBody>(change).to,
  },
}

/** What messages and notes have alike. */
function spokenFields() {
  const read = <Member extends 'text' | 'attachments' | 'deleted' | 'editedAt'>(member: Member) => {
    return (interaction: Interaction, _: unknown, { principal }: ConversationsContext) =>
      readableBody(interaction, principal)[member]
  }
  return {
    text: read('text'),
    attachments: read('attachments'),
    deleted: read('deleted'),
    editedAt: read('editedAt'),
  }
}
