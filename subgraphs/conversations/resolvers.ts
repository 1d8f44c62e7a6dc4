import { actorResolvers } from '../../interactions/actorResolvers.ts'
import { bodyOf, type Interaction } from '../../interactions/interaction.ts'
import { recordingRequest } from '../../interactions/recording/recordingRequest.ts'
import { loadVisible } from '../../interactions/read/loadVisible.ts'
import { protocolNumber } from '../../platform/lang/protocolNumber.ts'
import { callerError } from '../../platform/errors/errors.ts'
import { isId } from '../../platform/lang/ids.ts'
import { fromJsonText } from '../../platform/lang/jsonText.ts'
import type { ConversationsContext } from './context.ts'
import { lastActivityOf } from './conversation/conversation.ts'
import type { HandoffBody } from './conversation/handoff.ts'
import type { StatusChangeBody } from './conversation/statusChange.ts'
import { contentAsOf, findPastInteraction } from './message/contentAsOf.ts'
import { emailRecipientsOf } from './message/emailRecipients.ts'
import { readableBody } from './message/message.ts'
import { reactionsOf } from './message/reaction.ts'
import { readInReplyTo } from './message/readInReplyTo.ts'
import { readRevisions } from './message/readRevisions.ts'
import type { Resolvers } from './schemaTypes.ts'
import type { TurnChangedEvent } from './turn/watch/turnChanged.ts'

const shownParts = { team: 'TEAM', person: 'PERSON', bot: 'BOT' } as const

export const resolvers: Resolvers = {
  Query: {
    conversation(_, { id }, { conversationLoader }) {
      if (isId('cnv', id)) return conversationLoader.load(id)
      throw callerError('BAD_USER_INPUT', `id: expected cnv_…, got "${id.slice(0, 80)}"`)
    },
    conversationByProtocol: (_, { protocol }, { findByProtocol }) => findByProtocol(protocol),
    mayReply: (_, { conversationId, token }, context) =>
      context.readTurns.mayReply(conversationId, token, context),
  },
  Mutation: {
    recordConversation: (_, { input }, context, info) =>
      context.conversations.record(input, recordingRequest(context, info)),
    async recordMessage(_, { input }, context, info) {
      const request = recordingRequest(context, info)
      const { interaction: message, ...rest } = await context.messages.recordMessage(input, request)
      return { message, ...rest }
    },
    async editMessage(_, { input }, context) {
      const { interaction: message, userErrors } = await context.messages.edit(input, context)
      return { message, userErrors }
    },
    async deleteMessage(_, { input }, context) {
      const { interaction: message, userErrors } = await context.messages.delete(input, context)
      return { message, userErrors }
    },
    async reactToMessage(_, { input }, context) {
      const { interaction: message, userErrors } = await context.messages.react(input, context)
      return { message, userErrors }
    },
    async recordNote(_, { input }, context, info) {
      const request = recordingRequest(context, info)
      const { interaction: note, ...rest } = await context.messages.recordNote(input, request)
      return { note, ...rest }
    },
    async handOffConversation(_, { input }, context) {
      const { interaction: handoff, ...rest } = await context.conversations.handOff(input, context)
      return { handoff, ...rest }
    },
    async changeConversationStatus(_, { input }, context) {
      const { interaction: statusChange, ...rest } = await context.conversations.changeStatus(input, context)
      return { statusChange, ...rest }
    },
    takeTurn: (_, { input }, context) => context.takeTurn(input, context),
    renewTurn: (_, { input }, context) => context.keepTurn.renew(input, context),
    releaseTurn: (_, { input }, context) => context.keepTurn.release(input, context),
  },
  Subscription: {
    turnChanged: {
      subscribe: (_, given, context) => context.turnChanged(given, context),
      resolve: (event: TurnChangedEvent) => event,
    },
  },
  Customer: {
    __resolveReference: (customer, { access }) => access.visibleCustomer(customer),
    conversations: (customer, { filter, ...page }, { readConversations, principal }) =>
      readConversations(customer, page, { filter: filter ?? {}, principal }),
    turn: ({ profileIds }, _, { readTurns }) => (profileIds ? readTurns.ofCustomer(profileIds) : null),
  },
  Conversation: {
    __resolveReference: ({ id }, { conversationLoader }) => conversationLoader.load(id),
    customer: ({ profileId }) => ({ profileId }),
    assignment: ({ team, person, bot }) => ({ team, person, bot }),
    snoozedUntil: ({ status, snoozedUntil }) => (status === 'SNOOZED' ? snoozedUntil : null),
    customAttributes: ({ customAttributes }) => fromJsonText(customAttributes),
    lastActivityAt: lastActivityOf,
    source: ({ source }) => source && { ...source, version: null },
    protocol: ({ id }) => protocolNumber(id),
    erasedAt: ({ erasedAt }) => erasedAt ?? null,
    turn: (conversation, _, { readTurns }) => readTurns.ofConversation(conversation),
  },
  Assignee: {
    externalId: ({ id }) => id,
  },
  Message: {
    __resolveReference: ({ id }, context) => loadVisible(context, 'MESSAGE', id),
    ...contentResolvers(),
    deliveryStatus: (message, _, { principal }) => readableBody(message, principal).deliveryStatus,
    failureReason: (message, _, { principal }) => readableBody(message, principal).failureReason ?? null,
    inReplyTo: (message, _, context) => readInReplyTo(context, message),
    reactions: (message, _, { principal }) => reactionsOf(readableBody(message, principal)),
    email: (message, _, { principal }) => readableBody(message, principal).email ?? null,
    emailRecipients: (message, _, { principal }) => emailRecipientsOf(readableBody(message, principal).email),
    call: (message, _, { principal }) => readableBody(message, principal).call ?? null,
    referral: (message, _, { principal }) => readableBody(message, principal).referral ?? null,
    translations: (message, _, { principal }) => readableBody(message, principal).translations ?? [],
    unsupported: (message, _, { principal }) => readableBody(message, principal).unsupported ?? false,
    outOfTurn: (message, _, { principal }) => readableBody(message, principal).outOfTurn ?? null,
  },
  Note: {
    __resolveReference: ({ id }, context) => loadVisible(context, 'NOTE', id),
    ...contentResolvers(),
  },
  InteractionAsOf: {
    __resolveReference: (reference, context) => findPastInteraction(reference, context),
    interactionId: ({ interaction }) => interaction.id,
    content: (past, _, context) => contentAsOf(past, context),
  },
  EmailDetails: {
    quotedText: ({ quotedText }) => quotedText ?? null,
  },
  Attachment: {
    phones: ({ phones }) => phones ?? [],
  },
  Handoff: {
    __resolveReference: ({ id }, context) => loadVisible(context, 'HANDOFF', id),
    from: (handoff) => bodyOf<HandoffBody>(handoff).from,
    to: (handoff) => bodyOf<HandoffBody>(handoff).to,
    changed: (handoff) => bodyOf<HandoffBody>(handoff).changed.map((part) => shownParts[part]),
    reason: (handoff) => bodyOf<HandoffBody>(handoff).reason,
  },
  StatusChange: {
    __resolveReference: ({ id }, context) => loadVisible(context, 'STATUS', id),
    from: (change) => bodyOf<StatusChangeBody>(change).from,
    to: (change) => bodyOf<StatusChangeBody>(change).to,
  },
  Actor: actorResolvers,
}

/** The fields that messages and notes share. */
function contentResolvers() {
  const read = <Member extends 'text' | 'attachments' | 'deleted' | 'editedAt'>(member: Member) => {
    return (interaction: Interaction, _: unknown, { principal }: ConversationsContext) =>
      readableBody(interaction, principal)[member]
  }
  return {
    text: read('text'),
    textTruncated: (interaction: Interaction, _: unknown, { principal }: ConversationsContext) =>
      readableBody(interaction, principal).textTruncated ?? false,
    attachments: read('attachments'),
    deleted: read('deleted'),
    editedAt: read('editedAt'),
    revisions: readRevisions,
  }
}
