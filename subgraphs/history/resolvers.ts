import { storedKinds, typeNames } from '../../interactions/interactionKinds.ts'
import { actorResolvers } from '../../interactions/actorResolvers.ts'
import type { Interaction, InteractionKind } from '../../interactions/interaction.ts'
import { primeInteraction } from '../../interactions/read/interactionLoader.ts'
import { loadVisible } from '../../interactions/read/loadVisible.ts'
import { auditQueries, auditRecordFields } from './audit/auditResolvers.ts'
import type { HistoryContext } from './context.ts'
import { findInteraction } from './findInteraction.ts'
import type { FeedEvent, HistoryEvent } from './live/historyEvent.ts'
import { customerMatterFields, matterTouchFields } from './matter/matterFields.ts'
import { historyCursor, type HistoryPosition, historyPositionOf } from './page/historyCursor.ts'
import { interactionAsOf, placesOf } from './page/historyPage.ts'
import { readHistory } from './page/readHistory.ts'
import { readDuplicateQuestions, readKnown } from './told/readTold.ts'
import type { Resolvers } from './schemaTypes.ts'
import {
  webhookAttemptFields,
  webhookDeliveryFields,
  webhookFields,
  webhookMutations,
  webhookQueries,
} from './webhook/webhookResolvers.ts'
import { searchInteractions, snippetOfEdge } from './search/searchInteractions.ts'

const typeOfHistoryChange = {
  POSITION: 'HistoryPosition',
  RECORDED: 'InteractionRecorded',
  AMENDED: 'InteractionAmended',
  HIDDEN: 'InteractionHidden',
  JOINED: 'InteractionJoined',
  LOG_JOINED: 'LogJoined',
  LEFT: 'InteractionsLeft',
  ACCESS_LOST: 'HistoryAccessLost',
} as const

const typeOfFeedChange = {
  POSITION: 'FeedPosition',
  RECORDED: 'FeedInteractionRecorded',
  AMENDED: 'FeedInteractionAmended',
  HIDDEN: 'FeedInteractionHidden',
} as const

/** The fields of an event that shows an interaction at its place in the history. */
const shownAtItsPlace = {
  edge: ({ interaction }: HistoryEvent) => interaction && { node: interaction, asOf: null },
}

/** The resolvers of one kind's type. The id of an interaction of another kind resolves to null. */
function interactionType(kind: InteractionKind) {
  return {
    __resolveReference: ({ id }: { id: string }, context: HistoryContext) => loadVisible(context, kind, id),
    customer: ({ profileId }: Interaction) => ({ profileId }),
    conversation: ({ conversationId }: Interaction, _: unknown, { access }: HistoryContext) =>
      conversationId === null ? null : access.visibleConversation(conversationId),
    matter: ({ matter }: Interaction) => matter ?? null,
    erasedAt: ({ erased }: Interaction) => erased?.at ?? null,
    erasureCause: ({ erased }: Interaction) => erased?.cause ?? null,
  }
}

export const resolvers: Resolvers = {
  Query: {
    ...auditQueries,
    ...webhookQueries,
    interaction: (_root, { id }, context) => findInteraction(id, context),
    brief: (_root, { id }, { briefs, request }) => briefs.find(id, request),
    searchInteractions: (_root, given, context) => searchInteractions(given, context),
    feedGroups: (_root, _given, { feedGroups, request }) => feedGroups.readAll(request),
    async changes(_root, given, context) {
      const page = await context.customerChanges(given, context.request)
      for (const event of page.events) primed(context, event)
      return page
    },
  },
  Mutation: {
    ...webhookMutations,
    acknowledgeFeed: (_root, { input }, { feedGroups, request }) => feedGroups.acknowledge(input, request),
    deleteFeedGroup: (_root, { input }, { feedGroups, request }) => feedGroups.delete(input, request),
  },
  Subscription: {
    customerHistory: {
      subscribe: (_root, given, { customerHistory, request }) => customerHistory(given, request),
      resolve: (event: HistoryEvent, _given: unknown, context: HistoryContext) => primed(context, event),
    },
    interactionFeed: {
      subscribe: (_root, given, { feedGroups, request }) => feedGroups.subscribe(given, request),
      resolve: (event: FeedEvent, _given: unknown, context: HistoryContext) => primed(context, event),
    },
  },
  HistoryEvent: {
    __resolveType: ({ change }) => typeOfHistoryChange[change],
  },
  FeedEvent: {
    __resolveType: ({ change }) => typeOfFeedChange[change],
  },
  Customer: {
    __resolveReference: (customer, { access }) => access.visibleCustomer(customer),
    history: (customer, given, context, info) => readHistory(customer, given, context, info),
    brief: (customer, given, { briefs, request }) => briefs.make(customer, given, request),
    known: readKnown,
    duplicateQuestions: readDuplicateQuestions,
    matters: (customer, { filter, ...page }, { readMatters, principal }) =>
      readMatters(customer, page, { filter: filter ?? {}, principal }),
  },
  Brief: {
    __resolveReference: ({ id }: { id: string }, { briefs, request }) => briefs.find(id, request),
    // What nobody can name later is not kept.
    id: (brief, _given, { briefs }) => briefs.keep(brief),
  },
  InteractionConnection: {
    edges: ({ interactions, asOf = null }) => interactions.map((node) => ({ node, asOf })),
    nodes: ({ interactions }) => interactions,
    pageInfo: (page) => page,
    streamCursor({ positions }, _given, { streamCursors }) {
      if (positions) return streamCursors.encode(positions)
      throw new Error('streamCursor: expected a page that was read with positions, got one without')
    },
  },
  PageInfo: {
    startCursor: (page) => ('startCursor' in page ? page.startCursor : cursorAt(placesOf(page).at(0))),
    endCursor: (page) => ('endCursor' in page ? page.endCursor : cursorAt(placesOf(page).at(-1))),
  },
  CustomerMatter: customerMatterFields,
  MatterTouch: matterTouchFields,
  InteractionSearchEdge: { snippet: snippetOfEdge },
  AuditRecord: auditRecordFields,
  Webhook: webhookFields,
  WebhookAttempt: webhookAttemptFields,
  WebhookDelivery: webhookDeliveryFields,
  InteractionEdge: {
    cursor: ({ node }) => historyCursor.encode(historyPositionOf(node)),
    asOf: ({ node, asOf }) => asOf && interactionAsOf(node, asOf),
  },
  InteractionRecorded: shownAtItsPlace,
  InteractionAmended: shownAtItsPlace,
  InteractionJoined: shownAtItsPlace,
  Actor: actorResolvers,
  Interaction: {
    __resolveType: ({ kind }) => typeNames[kind],
  },
  InteractionKind: storedKinds,
  InteractionKnowledge: { UNCHANGED: 'UNCHANGED', CONTENT_KEPT: 'CONTENT_KEPT', NOT_KEPT: 'NOT_KEPT' },
  ErasureCause: { REQUEST: 'REQUEST', RETENTION: 'RETENTION' },
  Message: interactionType('MESSAGE'),
  Note: interactionType('NOTE'),
  Action: interactionType('ACTION'),
  Commitment: interactionType('COMMITMENT'),
  Feedback: interactionType('FEEDBACK'),
  Handoff: interactionType('HANDOFF'),
  StatusChange: interactionType('STATUS'),
  IdentityChange: interactionType('IDENTITY'),
}

/**
 * An event shows one revision. The other subgraphs of this process resolve its interaction from the document that came
 * with the event, and do not read the database, where it may have changed since.
 */
function primed<Event extends HistoryEvent | FeedEvent>(
  { interactions }: HistoryContext,
  event: Event,
): Event {
  // A copy, because resolving a reference writes `__typename` into it and all subscribers share the event.
  if (event.interaction) primeInteraction(interactions, { ...event.interaction })
  return event
}

function cursorAt(place: HistoryPosition | undefined): string | null {
  return place ? historyCursor.encode(place) : null
}
