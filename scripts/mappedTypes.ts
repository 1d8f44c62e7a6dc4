import type { SubgraphName } from '../platform/subgraph/schemaFiles.ts'

/** Which of our own types stands for a type of the SDL, as `file#type`, the file seen from the subgraph's folder. */
export type MappedTypes = {
  /** Object types, between one resolver and the next. */
  mappers: Record<string, string>
  /** Enums whose values we name otherwise. */
  enums: Record<string, string>
}

const recordingMappers = {
  Actor: '../../interactions/interaction.ts#Actor',
  Customer: '../../platform/paging/newestFirstPage.ts#CustomerReference',
  CustomerResolution: '../../interactions/recording/identityClient.ts#CustomerResolution',
  UserError: '../../interactions/recording/userError.ts#UserError',
}

export const mappedTypes: Record<SubgraphName, MappedTypes> = {
  identity: { mappers: {}, enums: {} },
  conversations: {
    mappers: {
      ...recordingMappers,
      Assignee: './conversation/assignment.ts#Assignee',
      Assignment: './conversation/assignment.ts#Assignment',
      Conversation: './conversation/conversation.ts#Conversation',
      Handoff: '../../interactions/interaction.ts#Interaction',
      Message: '../../interactions/interaction.ts#Interaction',
      Note: '../../interactions/interaction.ts#Interaction',
      StatusChange: '../../interactions/interaction.ts#Interaction',
    },
    enums: {},
  },
  actions: {
    mappers: { ...recordingMappers, Action: '../../interactions/interaction.ts#Interaction' },
    enums: {},
  },
  feedback: {
    mappers: { ...recordingMappers, Feedback: '../../interactions/interaction.ts#Interaction' },
    enums: {},
  },
  history: {
    mappers: {
      Actor: '../../interactions/interaction.ts#Actor',
      Customer: '../../platform/paging/newestFirstPage.ts#CustomerReference',
      InteractionConnection: './page/historyPage.ts#HistoryPage',
      InteractionEdge: './page/historyPage.ts#HistoryEdge',
      PageInfo: './page/historyPage.ts#HistoryPage',
      ...sameType('../../interactions/interaction.ts#Interaction', [
        'Interaction',
        'Message',
        'Note',
        'Action',
        'Feedback',
        'Handoff',
        'StatusChange',
        'IdentityChange',
      ]),
      ...sameType('./live/historyEvent.ts#HistoryEvent', [
        'HistoryEvent',
        'HistoryPosition',
        'InteractionRecorded',
        'InteractionAmended',
      ]),
      ...sameType('./live/historyEvent.ts#FeedEvent', [
        'FeedEvent',
        'FeedPosition',
        'FeedInteractionRecorded',
        'FeedInteractionAmended',
      ]),
    },
    enums: { InteractionKind: '../../interactions/interaction.ts#InteractionKind' },
  },
}

function sameType(type: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, type]))
}
