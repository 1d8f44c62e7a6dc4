import { actorResolvers } from '../../interactions/actorResolvers.ts'
import type { GraphQLResolveInfo } from 'graphql'
import type { Interaction, InteractionKind } from '../../interactions/interaction.ts'
import { primeInteraction } from '../../interactions/interactionLoader.ts'
import type { HistoryContext } from './context.ts'
import type { CustomerHistoryArguments } from './live/customerHistory.ts'
import type { FeedEvent, HistoryEvent } from './live/historyEvent.ts'
import { historyCursor, historyPositionOf } from './page/historyCursor.ts'
import type { HistoryPage } from './page/historyPage.ts'
import type { InteractionFeedArguments } from './live/interactionFeed.ts'
import { findInteraction, loadInteraction } from './loadInteraction.ts'
import { type CustomerParent, type HistoryArguments, readHistory } from './page/readHistory.ts'
import { streamCursor } from './log/streamCursor.ts'

const typeOfKind: Record<InteractionKind, string> = {
  MESSAGE: 'Message',
  NOTE: 'Note',
  ACTION: 'Action',
  FEEDBACK: 'Feedback',
  HANDOFF: 'Handoff',
  STATUS: 'StatusChange',
  IDENTITY: 'IdentityChange',
}

/** The resolvers of one kind's type; an id of another kind is none of it. */
function interactionType(kind: InteractionKind) {
  return {
    async __resolveReference({ id }: { id: string }, context: HistoryContext) {
      const interaction = await loadInteraction(id, context)
      return interaction?.kind === kind ? interaction : null
    },
    customer: ({ profileId }: Interaction) => ({ __typename: 'Customer', profileId }),
    conversation: ({ conversationId }: Interaction) =>
      conversationId === null ? null : { __typename: 'Conversation', id: conversationId },
  }
}

export const resolvers = {
  Query: {
    interaction: (_root: unknown, { id }: { id: string }, context: HistoryContext) =>
      findInteraction(id, context),
  },
  Subscription: {
    customerHistory: {
      subscribe: (_root: unknown, given: CustomerHistoryArguments, context: HistoryContext) =>
        context.customerHistory(given, context.request),
      resolve: (event: HistoryEvent, _given: unknown, context: HistoryContext) => shownIn(context, event),
    },
    interactionFeed: {
      subscribe: (_root: unknown, given: InteractionFeedArguments, context: HistoryContext) =>
        context.interactionFeed(given, context.request),
      resolve: (event: FeedEvent, _given: unknown, context: HistoryContext) => shownIn(context, event),
    },
  },
  Customer: {
    history: (
      customer: CustomerParent,
      given: HistoryArguments,
      context: HistoryContext,
      info: GraphQLResolveInfo,
    ) => readHistory(customer, given, context, info),
  },
  InteractionConnection: {
    edges: ({ interactions }: HistoryPage) => interactions.map((node) => ({ node })),
    nodes: ({ interactions }: HistoryPage) => interactions,
    pageInfo: (page: HistoryPage) => page,
    streamCursor: ({ positions }: HistoryPage) => positions && streamCursor.encode(positions),
  },
  PageInfo: {
    startCursor: ({ interactions }: HistoryPage) => cursorOf(interactions.at(0)),
    endCursor: ({ interactions }: HistoryPage) => cursorOf(interactions.at(-1)),
  },
  InteractionEdge: {
    cursor: ({ node }: { node: Interaction }) => cursorOf(node),
  },
  Actor: actorResolvers,
  Interaction: {
    __resolveType: ({ kind }: Interaction) => typeOfKind[kind],
  },
  Message: interactionType('MESSAGE'),
  Note: interactionType('NOTE'),
  Action: interactionType('ACTION'),
  Feedback: interactionType('FEEDBACK'),
  Handoff: interactionType('HANDOFF'),
  StatusChange: interactionType('STATUS'),
  IdentityChange: interactionType('IDENTITY'),
}

/**
 * An event shows one revision: the subgraphs of this process that describe its interaction do so from the document that
 * the event came with, and do not read what may have changed by now.
 */
function shownIn<Event extends HistoryEvent | FeedEvent>(
  { interactions }: HistoryContext,
  event: Event,
): Event {
  // A copy: who resolves a reference to it writes its type into it, and other subscribers have the same event.
  if (event.interaction) primeInteraction(interactions, { ...event.interaction })
  return event
}

function cursorOf(interaction: Interaction | undefined): string | null {
  return interaction ? historyCursor.encode(historyPositionOf(interaction)) : null
}
